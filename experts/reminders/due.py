"""What becomes due for one who works here."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from experts.consults.limits import reminder
from experts.consults.rights import sees
from experts.consults.states import OPEN
from experts.roster.duties import SETTING, Limits, due
from experts.roster.keeping import load
from experts.roster.rights import is_own, kept_organisations
from experts.roster.roster import Roster
from office.consults import store as consults
from office.identity import Actor
from office.roster import store
from office.sealing import Seal

SOON = 1
"""Working days before the end of a time limit from which on a consult is told."""
Kind = Literal["consult", "term"]
KINDS: dict[Kind, str] = {"consult": "咨询", "term": "聘期"}
_TERMS = ("term", "certificate_of_court")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that becomes due; neither text names a person or tells of a case."""

    kind: Kind
    id: str
    """Number of the consult, or of the person on the roster."""
    text: str
    """What is due, in Chinese."""
    day: dt.date
    """Last day of it."""
    late: bool

    @property
    def title(self) -> str:
        """What it is about, by number: 咨询12号, P007."""
        return f"咨询{self.id}号" if self.kind == "consult" else self.id


def notices(session: Session, seal: Seal, actor: Actor, today: dt.date) -> list[Notice]:
    """Consults that the actor may read and terms of people that the actor keeps (or the actor's own): consults
    first, of each kind the earliest first."""
    roster = load(session, seal)
    found = [*_consults(session, actor, today), *_terms(session, roster, actor, today)]
    return sorted(found, key=lambda one: (one.kind, one.day, one.id))


def _consults(session: Session, actor: Actor, today: dt.date) -> list[Notice]:
    open_ = [consult for consult in consults.consults(session, states=OPEN) if sees(actor, consult)]
    found = [one for consult in open_ if (one := reminder(consult, today)) and one.working_days <= SOON]
    return [
        Notice("consult", str(one.consult.id), one.text, one.last_day, one.working_days < 0) for one in found
    ]


def _terms(session: Session, roster: Roster, actor: Actor, today: dt.date) -> list[Notice]:
    kept = kept_organisations(actor, roster)
    people = roster.by_person
    limits = Limits.model_validate(store.setting(session, SETTING) or {})
    return [
        Notice("term", one.person, one.text, one.since, one.since < today)
        for one in due(roster, limits, today)
        if one.kind in _TERMS and one.since is not None
        and (kept is None or people[one.person].organisation in kept or is_own(actor, people[one.person]))
    ]  # fmt: skip

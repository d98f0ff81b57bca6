"""Putting the shipped fictional roster 示例 into a new data folder."""

from sqlalchemy.orm import Session

from experts.exchange.changes import RecordChange, field_changes
from experts.roster.keeping import apply, load
from experts.roster.roster import Roster, sample_roster
from office.identity import Actor
from office.roster import store
from office.sealing import Seal

REASON = "随程序提供的示例名册（虚构）"


def load_sample(session: Session, seal: Seal, actor: Actor) -> int:
    """Load the sample roster where there is no roster at all.

    Returns:
        How many people were added; 0 where the roster already holds somebody.

    Raises:
        NotAllowed: the actor does not keep the roster.
        SealError: private fields cannot be sealed.
    """
    present = load(session, seal)
    if present.people or present.organisations:
        return 0
    return fill(session, seal, actor, sample_roster(), REASON)


def fill(session: Session, seal: Seal, actor: Actor, roster: Roster, reason: str) -> int:
    """Add everything of a roster, with its relations of firms; how many people there are."""
    changes = [
        RecordChange("organisations", o, "added", field_changes("organisations", None, o))
        for o in roster.organisations
    ]
    changes += [RecordChange("people", p, "added", field_changes("people", None, p)) for p in roster.people]
    apply(session, seal, actor, changes, reason, action="roster.sample")
    facts = [
        (fact["entity"], relation, other)
        for fact in roster.firm_facts
        for relation, other in fact.items()
        if relation != "entity"
    ]
    store.put_firm_facts(session, facts, actor.name)
    return len(roster.people)

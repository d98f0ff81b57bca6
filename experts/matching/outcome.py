"""What an appointment does to the roster: open cases go up and down, a closed case enters the record."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from experts.exchange.changes import RecordChange, field_changes
from experts.roster.keeping import apply
from experts.roster.person import Load, Person, Record
from experts.roster.roster import Roster
from office.identity import Actor
from office.sealing import Seal

AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What every change here needs: the transaction, the seal, who acts, and the roster with private fields."""

    session: Session
    seal: Seal
    actor: Actor
    roster: Roster


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case ended: outcome, day, dispute type, and the day it was opened."""

    outcome: str
    on: datetime.date
    code: str
    opened: datetime.date


def taken_on(keeping: Keeping, people: tuple[str, ...], matter: int) -> None:
    """Everyone selected has one more open case."""
    _apply(keeping, people, f"承办第{matter}号", 1, None)


def given_back(keeping: Keeping, people: tuple[str, ...], matter: int, closing: Closing | None) -> None:
    """Everyone who had the case has one less; a case brought to its end enters their records."""
    _apply(keeping, people, f"{'办结' if closing else '不再承办'}第{matter}号", -1, closing)


def _apply(
    keeping: Keeping, people: tuple[str, ...], reason: str, step: int, closing: Closing | None
) -> None:
    changes = []
    for old in (keeping.roster.by_person[id] for id in people if id in keeping.roster.by_person):
        update: dict[str, Any] = {"load": Load(limit=old.load.limit, open=max(0, old.load.open + step))}
        if closing is not None:
            update["record"] = _record(old.record, closing)
        new: Person = old.model_copy(update=update)
        if fields := field_changes("people", old, new):
            changes.append(RecordChange("people", new, "changed", fields))
    apply(keeping.session, keeping.seal, keeping.actor, changes, reason, action="roster.case")


def _record(record: Record, closing: Closing) -> Record:
    update: dict[str, Any] = {"last_closed": max(closing.on, record.last_closed or closing.on)}
    if closing.code:
        update["closed"] = {**record.closed, closing.code: record.closed.get(closing.code, 0) + 1}
        if closing.outcome == AGREED:
            update["agreed"] = {**record.agreed, closing.code: record.agreed.get(closing.code, 0) + 1}
    before = sum(record.closed.values())
    days = (closing.on - closing.opened).days
    update["mean_days"] = round(((record.mean_days or 0) * before + days) / (before + 1), 1)
    return Record.model_validate({**record.model_dump(), **update})

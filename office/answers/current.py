"""The bank as it is now: the shipped entries with what people published or withdrew since."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office.answers.models import AnswerVersion
from office.answers.versions import as_entry
from office.bank import Entry, shipped
from office.store import Office


@dataclass(frozen=True, slots=True)
class Bank:
    """Published entries with the version that each is shown in."""

    entries: tuple[Entry, ...]
    versions: dict[str, int]
    mark: str = ""
    """Changes whenever the bank did."""


def bank_of(session: Session) -> Bank:
    """The bank of an office store."""
    shown: dict[str, tuple[int, Entry]] = {e.id: (1, e) for e in shipped() if e.state == "published"}
    rows = session.scalars(
        select(AnswerVersion)
        .where(AnswerVersion.state.in_(("published", "withdrawn")))
        .order_by(AnswerVersion.entry_id, AnswerVersion.version)
    )
    for row in rows:
        if row.state == "withdrawn":
            shown.pop(row.entry_id, None)
        else:
            shown[row.entry_id] = (row.version, as_entry(row))
    entries = tuple(shown[id][1] for id in sorted(shown))
    return Bank(entries, {id: number for id, (number, _) in shown.items()}, mark_of(session))


def mark_of(session: Session) -> str:
    """A mark that changes whenever a version changes state; cheap to ask for."""
    count, changed = session.execute(
        select(func.count(AnswerVersion.id), func.max(AnswerVersion.changed))
    ).one()
    return f"{count} {changed}"


def current_bank(home: Path) -> Bank:
    """The bank of a data folder; the shipped one where no office store was made yet.

    Raises:
        OfficeError: the store cannot be read.
    """
    if not Office.exists(home):
        entries = tuple(entry for entry in shipped() if entry.state == "published")
        return Bank(entries, dict.fromkeys((entry.id for entry in entries), 1))
    with Office.open(home) as office, office.reading() as session:
        return bank_of(session)

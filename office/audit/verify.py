"""Checking the chain: a changed, missing, added or reordered entry is found and named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from office.audit.chain import GENESIS, as_mapping, entry_hash
from office.audit.models import AuditArchive, AuditEntry, AuditHead

_MOST = 20
"""Faults named; more of them say nothing new."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a check of the trail found.

    Attributes:
        entries: Entries checked.
        anchor: ``SEQ:HASH`` of the newest entry. Written down elsewhere and given to a later check, it proves that
            nothing up to it was changed since, not even by someone who can rewrite the whole database.
        problems: Faults, in order; empty when the chain holds.
    """

    entries: int
    anchor: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return not self.problems


def verify(session: Session, anchor: str = "") -> AuditReport:
    """Walk the whole trail that is in the database, from the newest archive on.

    Args:
        session: Of :meth:`office.store.Office.reading`.
        anchor: ``SEQ:HASH`` of an earlier check, to be found again; empty for none.
    """
    archive = session.scalars(
        select(AuditArchive).order_by(AuditArchive.last_seq.desc()).limit(1)
    ).one_or_none()
    start, start_hash = (archive.last_seq, archive.last_hash) if archive else (0, GENESIS)
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000))
    walk = Walk(start, start_hash, anchor)
    walk.through(as_mapping(row) for row in rows)
    head = session.scalars(select(AuditHead)).one_or_none()
    if head is None:
        walk.fault("the head of the trail is missing")
    elif (head.seq, head.hash) != (walk.seq, walk.hash):
        walk.fault(
            f"the trail ends at entry {walk.seq}, its head says {head.seq}: entries at the end are missing or changed"
        )
    if anchor and not walk.anchored:
        walk.fault(f"the anchor {anchor.partition(':')[0]} is not in the trail as it was written down")
    return AuditReport(walk.count, f"{walk.seq}:{walk.hash}", tuple(walk.problems))


class Walk:
    """Follows a chain of entries and notes every break."""

    def __init__(self, seq: int = 0, hash: str = GENESIS, anchor: str = "") -> None:
        self.seq, self.hash, self.count = seq, hash, 0
        self.problems: list[str] = []
        self._anchor = anchor
        self.anchored = f"{seq}:{hash}" == anchor

    def through(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Check these entries, each against the one before; entries as :func:`office.audit.chain.as_mapping`."""
        for entry in entries:
            seq = entry["seq"]
            if seq != self.seq + 1:
                self.fault(
                    f"entry {self.seq + 1} is missing" if seq == self.seq + 2
                    else f"entries {self.seq + 1} to {seq - 1} are missing" if seq > self.seq
                    else f"entry {seq} stands after entry {self.seq}"
                )  # fmt: skip
            elif entry["previous"] != self.hash:
                self.fault(
                    f"entry {seq} does not follow entry {self.seq}: one of them was changed or put in its place"
                )
            if entry_hash(entry) != entry["hash"]:
                self.fault(f"entry {seq} was changed after it was written")
            self.seq, self.hash = seq, entry["hash"]
            self.count += 1
            self.anchored = self.anchored or f"{seq}:{self.hash}" == self._anchor

    def fault(self, sentence: str) -> None:
        """Note a fault; only the first twenty are kept."""
        if len(self.problems) < _MOST:
            self.problems.append(sentence)

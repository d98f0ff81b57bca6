"""Importing a file: previewed first, then all of it or nothing."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from corpora.readers.blob import Blob
from experts.exchange.changes import Preview, RecordChange, preview
from experts.exchange.reading import Reading, read_roster
from experts.roster.errors import ChangedSince, RosterRefused
from experts.roster.keeping import apply, load
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.rights import require_officer
from experts.roster.roster import Roster, plain
from office.identity import Actor
from office.sealing import Seal


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file says and what it would change; ``token`` stands for exactly these changes to this roster."""

    reading: Reading
    preview: Preview
    token: str

    @property
    def _missing(self) -> tuple[Person | Organisation, ...]:
        """Not told while rows have faults: whom they mean is not known."""
        return () if self.reading.errors else self.preview.missing

    def plain(self) -> dict[str, Any]:
        """As JSON: people, organisations, errors, warnings, counts of changes, who is missing, token."""
        return {
            "people": [_row(change) for change in self.preview.changes if change.kind == "people"],
            "organisations": [
                _row(change) for change in self.preview.changes if change.kind == "organisations"
            ],
            "errors": [error.plain() for error in self.reading.errors],
            "warnings": list(self.reading.warnings),
            "counts": {**self.preview.counts(), "missing": len(self._missing)},
            "missing": [{"id": item.id, "name": item.name} for item in self._missing],
            "token": self.token,
        }


def preview_file(session: Session, seal: Seal, actor: Actor, blob: Blob) -> ImportPreview:
    """Read a file and compare it with the roster; nothing is written.

    Raises:
        NotAllowed: the actor does not keep the roster.
        CorpusError: the file cannot be opened.
        SealError: private fields cannot be opened.
    """
    require_officer(actor)
    return preview_against(blob, load(session, seal, private=True))


def preview_against(blob: Blob, present: Roster) -> ImportPreview:
    """Read a file and compare it with a roster.

    Raises:
        CorpusError: the file cannot be opened.
    """
    reading = read_roster(blob, present)
    found = preview(reading, present)
    told = hashlib.sha256(present.model_dump_json(by_alias=True).encode())
    told.update(blob.data())
    return ImportPreview(reading, found, told.hexdigest())


def import_file(
    session: Session, seal: Seal, actor: Actor, blob: Blob, reason: str, token: str = ""
) -> tuple[ImportPreview, str]:
    """Write everything that a file changes, or nothing.

    Args:
        session: In a transaction that may write.
        seal: For private fields.
        actor: The officer.
        blob: The file.
        reason: Why, for the history.
        token: Of the preview that was confirmed; empty where nobody looked at one.

    Returns:
        What was written, and the number of the batch; empty where the file changes nothing.

    Raises:
        RosterRefused: the file has faults, or there is no reason.
        ChangedSince: file or roster are not those that were previewed.
        NotAllowed, CorpusError, SealError: as :func:`preview_file`.
    """
    seen = preview_file(session, seal, actor, blob)
    if seen.reading.errors:
        first = seen.reading.errors[0]
        place = f"{first.sheet} 第 {first.row} 行“{first.column}”：{first.reason}"
        raise RosterRefused(f"文件有 {len(seen.reading.errors)} 处错误，整批没有导入。第一处：{place}")
    if token and token != seen.token:
        raise ChangedSince("预览之后名册或文件有了变化，请重新预览再确认")
    return seen, apply(session, seal, actor, seen.preview.changes, reason, action="roster.import")


def _row(change: RecordChange) -> dict[str, Any]:
    return {
        **plain(change.item),
        "sheet": change.sheet,
        "row": change.row,
        "change": change.how,
        "changes": [field.plain(private=True) for field in change.fields] if change.how == "changed" else [],
    }

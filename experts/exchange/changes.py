"""What differs between two rosters, record by record and field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from experts.exchange.columns import Kind, tables
from experts.exchange.reading import Reading
from experts.exchange.writing import cell_text
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster, plain

HIDDEN = "（已变更，内容不显示）"
"""What is shown of a changed private field to those who may not read it."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: where it lies, what people call it, and both values as a table would show them."""

    field: str
    label: str
    old: str
    new: str
    private: bool = False

    def plain(self, private: bool) -> dict[str, Any]:
        """As JSON; values of private fields only where ``private`` is true."""
        hidden = self.private and not private
        return {
            "field": self.field,
            "label": self.label,
            "old": HIDDEN if hidden and self.old else self.old,
            "new": HIDDEN if hidden and self.new else self.new,
        }


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record: new, changed in some fields, or as it was."""

    kind: Kind
    item: Person | Organisation
    how: Literal["added", "changed", "unchanged"]
    fields: tuple[FieldChange, ...]
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change; ``missing`` are records of the roster that the file does not name.

    They stay as they are: leaving the roster is decided by the officer, never by a file.
    """

    changes: tuple[RecordChange, ...]
    missing: tuple[Person | Organisation, ...]

    def counts(self) -> dict[str, int]:
        """How many are added, changed, unchanged, missing."""
        found = {how: sum(c.how == how for c in self.changes) for how in ("added", "changed", "unchanged")}
        return {**found, "missing": len(self.missing)}


def preview(reading: Reading, present: Roster) -> Preview:
    """Compare what was read with the present roster."""
    before: dict[Kind, dict[str, Any]] = {
        "people": dict(present.by_person),
        "organisations": dict(present.by_organisation),
    }
    kinds: tuple[Kind, Kind] = ("organisations", "people")
    changes, missing = [], []
    for kind in kinds:
        entries = reading.people if kind == "people" else reading.organisations
        for entry in entries:
            old = before[kind].pop(entry.item.id, None)
            fields = field_changes(kind, old, entry.item)
            how: Literal["added", "changed", "unchanged"] = (
                "added" if old is None else "changed" if fields else "unchanged"
            )
            changes.append(RecordChange(kind, entry.item, how, fields, entry.sheet, entry.row))
        if kind in reading.kinds:
            missing += list(before[kind].values())
    return Preview(tuple(changes), tuple(missing))


def field_changes(
    kind: Kind, old: Person | Organisation | None, new: Person | Organisation
) -> tuple[FieldChange, ...]:
    """Fields in which two states of one record differ; all that are filled when there was none before."""
    return tuple(_differences(kind, plain(old) if old else {}, plain(new)))


def _differences(kind: Kind, old: dict[str, Any], new: dict[str, Any]) -> Iterable[FieldChange]:
    for column in tables().of(kind).columns:
        if column.private and new.get("private") is None:
            continue  # read by someone who may not see private fields: nothing is known of them
        before, after = cell_text(old, column), cell_text(new, column)
        if before != after:
            yield FieldChange(column.into, column.header, before, after, column.private)

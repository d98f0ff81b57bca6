"""A file to records that a roster can take, or to all its faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpora.readers.blob import Blob
from experts.exchange.columns import Kind
from experts.exchange.faults import RowError
from experts.exchange.grid import Sheet, read_sheets
from experts.exchange.header import NOTES_SHEET, SHEET_NAMES, Header, faults, find_header
from experts.exchange.identify import Numbers
from experts.exchange.readers import Context
from experts.exchange.records import Draft, finish, read_row
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with the row it comes from."""

    item: Person | Organisation
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: records, faults (the import is refused if there is one), and remarks."""

    people: tuple[Entry, ...]
    organisations: tuple[Entry, ...]
    errors: tuple[RowError, ...]
    warnings: tuple[str, ...]
    kinds: frozenset[Kind]
    """Which tables the file has."""


def read_roster(blob: Blob, present: Roster) -> Reading:
    """Read a roster's file against the present roster.

    A column that the file lacks leaves what the roster has; an empty cell in a column that it has empties it.

    Raises:
        CorpusError: the file cannot be opened at all.
    """
    errors: list[RowError] = []
    warnings: list[str] = []
    found: list[tuple[str, Sheet, Header]] = []
    for sheet in read_sheets(blob):
        header = find_header(sheet)
        if header is None and sheet.name == NOTES_SHEET:
            continue
        if header is None:
            warnings.append(f"工作表“{sheet.name}”里没有可识别的表头，已跳过")
            continue
        name = sheet.name or SHEET_NAMES[header.kind]
        errors += faults(name, header)
        if header.unknown:
            warnings.append(f"工作表“{name}”中不认识的列已略过：{'、'.join(header.unknown[:20])}")
        found.append((name, sheet, header))
    if not found:
        errors.append(RowError(blob.name, 1, "", "没有找到“人员”或“机构”的表头；可下载模板填写"))
    elif not errors:
        return _records(found, present, warnings)
    return Reading((), (), tuple(sorted(errors)), tuple(warnings), frozenset(h.kind for _, _, h in found))


def _records(found: Sequence[tuple[str, Sheet, Header]], present: Roster, warnings: list[str]) -> Reading:
    errors: list[RowError] = []
    organisations = _entries(found, "organisations", present, {}, errors, warnings)
    known = dict(present.by_organisation)
    known.update({e.item.id: e.item for e in organisations if isinstance(e.item, Organisation)})
    names = {item.name: id for id, item in known.items()} | {id: id for id in known}
    people = _entries(found, "people", present, names, errors, warnings)
    kinds = frozenset(header.kind for _, _, header in found)
    return Reading(tuple(people), tuple(organisations), tuple(sorted(errors)), tuple(warnings), kinds)


def _entries(
    found: Sequence[tuple[str, Sheet, Header]],
    kind: Kind,
    present: Roster,
    organisations: dict[str, str],
    errors: list[RowError],
    warnings: list[str],
) -> list[Entry]:
    drafts: list[Draft] = []
    for name, sheet, header in found:
        if header.kind == kind:
            for number, cells in sheet.rows[header.first :]:
                if not all(cell.empty for cell in cells):
                    drafts.append(read_row(name, number, cells, header, Context(organisations)))
    numbers = Numbers(kind, present, drafts)
    entries: list[Entry] = []
    for draft in drafts:
        base: dict[str, Any] | None = numbers.settle(draft, warnings)
        item = finish(draft, kind, base) if not draft.errors else None
        errors += draft.errors
        if item is not None:
            entries.append(Entry(item, draft.sheet, draft.row))
    return entries

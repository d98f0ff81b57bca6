"""Undoing a batch of changes, such as an import: each field goes back to its old value, where nobody has changed it again
since; records that the batch added leave the roster and are hidden from the public, and their history stays."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from experts.calendar import china_day
from experts.exchange.cells import Cell
from experts.exchange.columns import Column, Kind, tables
from experts.exchange.readers import Context, read_cell
from experts.exchange.writing import cell_text
from experts.roster.editing import edit_all, find
from experts.roster.errors import NotOnRoster, RosterRefused
from experts.roster.keeping import load
from experts.roster.roster import Roster, plain
from office.base import now
from office.identity import Actor
from office.roster import store
from office.roster.models import RosterChange
from office.sealing import Seal


def undo(session: Session, seal: Seal, actor: Actor, batch: str, reason: str) -> int:
    """Put back what a batch changed; the undoing is itself on record.

    Returns:
        How many fields were put back, those of added records not counted.

    Raises:
        NotOnRoster: there is no such batch.
        RosterRefused: a field was changed again since.
        NotAllowed: the actor does not keep all of the records.
    """
    rows = list(session.scalars(select(RosterChange).where(RosterChange.batch == batch)))
    if not rows:
        raise NotOnRoster("没有这一批变更")
    roster = load(session, seal, private=True)
    added = {(row.kind, row.record_id) for row in rows if not row.field}
    changed = [row for row in rows if (row.kind, row.record_id) not in added]
    values: dict[tuple[Kind, str], dict[str, Any]] = {}
    for row in changed:
        column = next(c for c in tables().of(row.kind).columns if c.into == row.field)
        values.setdefault((row.kind, row.record_id), {})[row.field] = _old(row, column, roster, seal)
    gone = {
        "state.state": "left",
        "state.date": china_day(now()).isoformat(),
        "state.reason": f"撤销：{reason}",
    }
    for kind, id in added:
        values[kind, id] = {**gone, "published": False} if kind == "people" else gone
    edit_all(session, seal, actor, values, f"撤销：{reason}")
    return len(changed)


def _old(row: RosterChange, column: Column, roster: Roster, seal: Seal) -> Any:
    old, new = store.opened(row, seal)
    item = find(roster, row.kind, row.record_id)
    if cell_text(plain(item), column) != new:
        raise RosterRefused(f"{row.record_id} 的“{row.label}”之后又有变更，请逐项修改")
    cell = Cell(old)
    known = {o.id: o.id for o in roster.organisations}
    return None if cell.empty else read_cell(cell, column, Context(known, fictional=item.mark == "示例"))

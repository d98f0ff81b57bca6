"""Which record of the roster a row means: by its number, else by name within the organisation."""

import re
from collections.abc import Sequence
from typing import Any

from experts.exchange.columns import Kind
from experts.exchange.records import Draft
from experts.roster.roster import Roster, plain

_PREFIX: dict[Kind, tuple[str, int]] = {"people": ("P", 3), "organisations": ("O", 2)}


class Numbers:
    """Numbers in use, and the rows that have used them."""

    def __init__(self, kind: Kind, present: Roster, drafts: Sequence[Draft]) -> None:
        self._kind: Kind = kind
        items = present.people if kind == "people" else present.organisations
        self._items = {item.id: item for item in items}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for item in items:
            self._by_name.setdefault((item.name, getattr(item, "organisation", "")), []).append(item.id)
        self._rows: dict[str, Draft] = {}
        self._identities: dict[str, Draft] = {}
        self._known_identities = {
            person.private.id_number: person.id
            for person in present.people
            if kind == "people" and person.private and person.private.id_number
        }
        prefix, _ = _PREFIX[kind]
        taken = [*self._items, *(str(draft.values.get("id") or "") for draft in drafts)]
        used = (re.fullmatch(rf"{prefix}(\d+)", id) for id in taken)
        self._last = max((int(match[1]) for match in used if match), default=0)

    def settle(self, draft: Draft, warnings: list[str]) -> dict[str, Any] | None:
        """Give the row its number and find the record it changes, or ``None`` for a new one; faults are noted."""
        written = draft.values.get("id")
        name = str(draft.values.get("name") or "")
        if written is None:
            self._by_row_name(draft, name)
        elif written not in self._items:
            self._lost_zeros(draft, str(written))
        id = draft.values.get("id")
        self._no_second_identity(draft, id)
        if id is None:
            return None
        first = self._rows.setdefault(id, draft)
        if first is not draft:
            header = "编号" if written is not None else "姓名" if self._kind == "people" else "名称"
            draft.fault(header, f"与第 {first.row} 行重复（编号 {id}）")
            return None
        known = self._items.get(id)
        if known is None:
            self._same_name(draft, name, id, warnings)
            return None
        if name and name != known.name:
            warnings.append(
                f"{draft.sheet} 第 {draft.row} 行：编号 {id} 现为“{known.name}”，文件里是“{name}”，请确认是更名"
            )
        return plain(known)

    def _by_row_name(self, draft: Draft, name: str) -> None:
        found = self._by_name.get((name, str(draft.values.get("organisation") or "")), [])
        if len(found) > 1:
            draft.fault("编号", f"“{name}”在这个机构有 {len(found)} 人（{'、'.join(found)}），请填写编号")
        elif found:
            draft.values["id"] = found[0]
        elif name:
            prefix, width = _PREFIX[self._kind]
            self._last += 1
            draft.values["id"] = f"{prefix}{self._last:0{width}d}"

    def _lost_zeros(self, draft: Draft, written: str) -> None:
        alike = [id for id in self._items if id.lstrip("0") == written and id != written]
        if alike:
            draft.fault(
                "编号",
                f"名册中没有 {written}，有 {alike[0]}；前面的 0 可能被表格去掉，请把该列设为文本格式后重填",
            )

    def _same_name(self, draft: Draft, name: str, id: str, warnings: list[str]) -> None:
        for other in self._by_name.get((name, str(draft.values.get("organisation") or "")), []):
            warnings.append(
                f"{draft.sheet} 第 {draft.row} 行：新编号 {id} 与在册的 {other} 同名同机构，请确认是两个人"
            )

    def _no_second_identity(self, draft: Draft, id: str | None) -> None:
        number = draft.values.get("private.id_number")
        if not number:
            return
        first = self._identities.setdefault(number, draft)
        if first is not draft:
            draft.fault("身份证号", f"与第 {first.row} 行的身份证号相同，疑为同一人重复登记")
        elif self._known_identities.get(number, id) != id:
            draft.fault("身份证号", f"名册中 {self._known_identities[number]} 已登记同一身份证号，疑为同一人")

"""A document as it may be shown to people who are parties to another case."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import AccessLevel, Document, Kind, Party, Section, Span, Statute
from corpora.redact import redact
from corpora.redact.leaks import find_leaks
from corpora.redact.organisations import is_organisation, replacements
from corpora.redact.record import redacted_twin
from search_api.explain.units import Range
from search_api.retrieval.errors import RetrievalError

POLICY = "strict"
_STANDS = {"organisation": "某机构"}
_ROUNDS = 3
_COURT = re.compile(
    r"(?:第[一二三四五六]|中级|高级|人民|金融|互联网|知识产权|海事|铁路)[\u4e00-\u9fa5]{0,6}法院"
)


class NotToBeShown(RetrievalError):
    """A document whose redaction cannot be trusted: nothing of it is shown to the parties."""

    code = "not_to_be_shown"


def shown_to_parties(document: Document) -> Document:
    """The document without names, numbers and addresses.

    A confidential record is shown as its redacted twin and not at all without one. In a public document, whose names
    are published, what the policy and the names of the parties do not catch is searched for again and masked.

    Raises:
        NotToBeShown: something is still there.
    """
    if document.access is AccessLevel.REDACTED or document.kind in (Kind.STATUTE, Kind.POLICY):
        return document
    if document.access is not AccessLevel.PUBLIC:
        twin = redacted_twin(document, document.id)
        if twin is None:
            raise NotToBeShown("这件记录脱敏后仍有姓名或编号，不能生成给当事人看的页面，请改用其他案例", "id")
        return twin
    return _masked(document)


def _masked(document: Document) -> Document:
    changes = _changes(document)
    for _ in range(_ROUNDS):
        shown = _with(document, changes)
        stands = "\n".join(new for _, new in changes)
        leaks = [
            leak
            for leak in find_leaks(document, {"text": shown.text, "title": shown.title}, officials=True)
            if leak.sure and leak.text not in stands  # a kind of office (信用卡中心) is no name
        ]
        if not leaks:
            return shown
        known = dict(changes)
        for leak in leaks:
            known[leak.text] = _STANDS.get(
                leak.kind, "某人" if leak.kind in ("person", "agent") else "[已隐去]"
            )
        changes = sorted(known.items(), key=lambda item: (-len(item[0]), item[0]))
    raise NotToBeShown("这件文献脱敏后仍有姓名或编号，不能生成给当事人看的页面，请改用其他案例", "id")


def _changes(document: Document) -> list[tuple[str, str]]:
    """Literal texts and what stands for them, the longer first."""
    whole = f"{document.title}\n{document.text}"
    names = [p.name for p in document.parties if len(p.name) > 1]
    bodies = [name for name in names if is_organisation(name)]
    changes = dict(replacements(bodies, whole))
    taken: dict[str, int] = {}
    people = [p.name for p in document.parties if p.name not in bodies and len(p.name) > 1]
    for name in dict.fromkeys((*people, *document.agents, *document.judges)):
        if "某" in name:
            continue
        count = taken[name[0]] = taken.get(name[0], 0) + 1
        changes.setdefault(
            name, f"{name[0]}某" + ("甲乙丙丁戊己庚辛壬癸"[count - 2] if 1 < count < 12 else "")
        )
    spoken: dict[str, str] = {}
    for number in find_identifiers(whole):
        if number.scheme is Scheme.CASE:
            changes.setdefault(whole[number.start : number.end], "（案号略）")
    for found in redact(whole, POLICY, spoken).replacements:
        if found.kind == "address" and _COURT.match(whole, found.end):
            continue  # a court's name begins with a place
        changes.setdefault(whole[found.start : found.end], found.replacement)
    kept = {old: new for old, new in changes.items() if len(old) > 1 and old != new and "\n" not in old}
    return sorted(kept.items(), key=lambda item: (-len(item[0]), item[0]))


def _with(document: Document, changes: Sequence[tuple[str, str]]) -> Document:
    """The document with the texts replaced; sections, focus and parties move along."""
    places = _places(document.text, changes)
    pieces, at = [], 0
    for (start, end), new in places:
        pieces += [document.text[at:start], new]
        at = end
    pieces.append(document.text[at:])

    def moved(offset: int) -> int:
        shift = 0
        for (start, end), new in places:
            if end <= offset:
                shift += len(new) - (end - start)
            elif start < offset:
                return start + shift
            else:
                break
        return offset + shift

    def plain(text: str) -> str:
        for old, new in changes:
            text = text.replace(old, new)
        return text

    return replace(
        document,
        title=plain(document.title),
        text="".join(pieces),
        sections=tuple(
            Section(s.role, moved(s.start), moved(s.end), plain(s.heading), s.instance)
            for s in document.sections
        ),
        focus=tuple(Span(moved(s.start), moved(s.end)) for s in document.focus),
        parties=tuple(Party(plain(p.name), p.role, -1, -1, p.is_person) for p in document.parties),
        statutes=tuple(Statute(s.law, s.article, s.suffix, s.paragraph, s.item) for s in document.statutes),
        amounts=(),  # their places are not those of this text
        agents=(),
        judges=(),
        case_number="",
    )


def _places(text: str, changes: Sequence[tuple[str, str]]) -> list[tuple[Range, str]]:
    """Where the texts stand, longer ones first, none inside another, in order."""
    taken = bytearray(len(text))
    found: list[tuple[Range, str]] = []
    for old, new in changes:
        at = text.find(old)
        while at >= 0:
            end = at + len(old)
            if not any(taken[at:end]):
                taken[at:end] = b"\x01" * len(old)
                found.append(((at, end), new))
            at = text.find(old, end)
    return sorted(found)

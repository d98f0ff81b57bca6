"""The parts of a complaint (起诉状, 申请书, 投诉信): a text with headings that no judgment has."""

import re
from dataclasses import replace

from corpora.model import Amount, Document, Kind, Party, Section, SectionRole
from corpora.parse.roles import party_of
from corpora.parse.units import Unit, units

_R = SectionRole
_HEADINGS: tuple[tuple[SectionRole, re.Pattern[str]], ...] = (
    (
        _R.CLAIMS,
        re.compile(r"^(?:[一二三四五]、)?(?:诉讼请求|仲裁请求|调解请求|投诉请求|请求事项|申请事项|诉求)"),
    ),
    (
        _R.FACTS,
        re.compile(
            r"^(?:[一二三四五]、)?(?:事实(?:和|与|及)?理由|事实经过|案件事实|事实部分|投诉内容|事情经过)"
        ),
    ),
    (
        _R.CLOSING,
        re.compile(
            r"^(?:[一二三四五六]、)?(?:此致|证据(?:清单|目录|和证据来源)?[：:]|附[：:]|具状人|申请人[：:（(]?签)"
        ),
    ),
)
_HEADING = re.compile(r"^.{2,12}?(?:[：:]|$)")


def with_parts(document: Document) -> Document:
    """The document with sections, parties and the sections of its sums, where it is a complaint with headings.

    Any other document is returned as it is.
    """
    if document.kind is not Kind.OTHER or document.sections:
        return document
    found = units(document.text)
    heads = [(unit, role) for unit in found if (role := _role(unit)) is not None]
    if not {_R.FACTS, _R.CLAIMS} & {role for _, role in heads}:
        return document
    sections = _sections(document.text, found, heads)
    first = heads[0][0].start
    listed = (party_of(unit) for unit in found if unit.start < first)
    parties: dict[Party, None] = {party: None for party in listed if party is not None}
    return replace(
        document,
        sections=sections,
        parties=document.parties or tuple(parties),
        amounts=tuple(
            Amount(a.yuan, a.start, a.end, _section_of(a.start, sections)) for a in document.amounts
        ),
    )


def _role(unit: Unit) -> SectionRole | None:
    return next((role for role, pattern in _HEADINGS if pattern.match(unit.squeezed)), None)


def _sections(text: str, found: list[Unit], heads: list[tuple[Unit, SectionRole]]) -> tuple[Section, ...]:
    starts = [unit.start for unit, _ in heads] + [len(text)]
    sections = []
    if found and found[0].start < starts[0]:
        sections.append(Section(_R.PARTIES, found[0].start, starts[0]))
    for (unit, role), end in zip(heads, starts[1:], strict=True):
        heading = match[0] if (match := _HEADING.match(unit.text)) else ""
        sections.append(Section(role, unit.start, end, heading.rstrip("：:")))
    return tuple(sections)


def _section_of(at: int, sections: tuple[Section, ...]) -> SectionRole | None:
    return next((s.role for s in sections if s.start <= at < s.end), None)

"""Court documents: judgments, rulings, mediation papers, decisions of every procedure."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from corpora.identifiers import CaseNumber, find_case_numbers
from corpora.model import Court, Document, DocumentType, Kind, Party, Procedure, Section, SectionRole
from corpora.parse.basis import with_basis
from corpora.parse.cause import charges, civil_cause
from corpora.parse.complete import complete, stated_date
from corpora.parse.court import court_named, court_of_number
from corpora.parse.cues import COURT_LINE, DOCUMENT_TYPES
from corpora.parse.outcome import effective_of, outcome_of, tier_of
from corpora.parse.roles import (
    accused_in_title,
    agents_of,
    introduced,
    is_prosecution,
    judges_of,
    party_of,
    split_names,
)
from corpora.parse.split import assemble, label
from corpora.parse.titles import official_act
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates

_R = SectionRole
QUOTING = {
    Procedure.SECOND: 1,
    Procedure.JURISDICTION: 1,
    Procedure.RETRIAL: 2,
    Procedure.RETRIAL_REVIEW: 2,
    Procedure.DEATH_REVIEW: 2,
}
"""How many lower instances a paper of each procedure may quote."""
_TITLE_PROCEDURE: tuple[tuple[str, Procedure], ...] = (
    ("复核", Procedure.DEATH_REVIEW),
    ("申请再审", Procedure.RETRIAL_REVIEW),
    ("再审审查", Procedure.RETRIAL_REVIEW),
    ("管辖", Procedure.JURISDICTION),
    ("二审", Procedure.SECOND),
    ("再审", Procedure.RETRIAL),
    ("提审", Procedure.RETRIAL),
    ("一审", Procedure.FIRST),
    ("执行", Procedure.ENFORCEMENT),
    ("特别程序", Procedure.SPECIAL),
    ("司法确认", Procedure.SPECIAL),
    ("赔偿委员会", Procedure.COMPENSATION),
    ("国家赔偿", Procedure.COMPENSATION),
)


_MASKED_DATE = re.compile(r"(?:[〇○ＯO零0一二三四五六七八九]{4}|\d{4})年\s*[×xX＊*某Ｘ]+\s*月")
"""A signature whose month and day are hidden: the day of publication is no substitute."""
_JURISDICTION = re.compile(
    r"(?:管辖权?(?:异议)?|移送管辖|指定管辖)(?:纠纷)?(?:上诉)?[（(]?[\u4e00-\u9fa5]{0,6}[）)]?一案|纠纷管辖权?异议[^。]{0,10}案"
)
"""A case about jurisdiction alone; its number may be that of an ordinary appeal (before 2016 often 民终字)."""

_OBJECTION = re.compile(
    r"不服[^。]{2,60}(?:民事|行政)裁定(?=[^。]{0,40}上诉)[\s\S]*管辖权?异议[\s\S]*裁定[^。]{0,20}驳回[^。]{0,60}管辖权?[^。]{0,12}异议"
)
"""An appeal against the ruling that rejected an objection to jurisdiction."""

_ORDERS_RETRIAL = re.compile(
    r"(?:裁定|决定)如下[：:]\s*(?:一、)?(?:本案)?(?:指令[^。；]{2,40}再审|(?:本案)?由本院提审)"
)
"""A protest answered by the order to retry: the case is not retried yet, whatever the type in its number."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say."""

    court: Court | None
    document_type: DocumentType | None
    number: CaseNumber | None
    procedure: Procedure | None
    title: str


def parse_judgment(raw: RawDocument) -> Document:
    """One court document; what a court document must have and this one lacks is named in ``warnings``."""
    text, title = raw.text, raw.fields.get("title", "").strip()
    found = units(text)
    head = read_head(found, text, title)
    lower = QUOTING.get(head.procedure, 0) if head.procedure else 0
    labelled = with_basis(label(found, text, lower=lower), text)
    sections = assemble(labelled)
    heads = [item.unit for item in labelled if item.role is _R.PARTIES]
    parties = (
        _parties(heads)
        or introduced(_own(text, sections, _R.PROCEEDINGS), text, title)
        or accused_in_title(title, text)
    )
    ending = _own(text, sections, _R.RULING) + "\n" + _own(text, sections, _R.CLOSING)
    closing = _own(text, sections, _R.CLOSING) or text[-400:]
    opening = _own(text, sections, _R.PROCEEDINGS)
    cause, accused = _cause(opening, title or head.title, text, parties, head)
    effective = effective_of(head.procedure, head.document_type, ending, raw.fields.get("effective", ""))
    number = head.number.canonical if head.number else ""
    document = Document(
        id="",
        kind=Kind.JUDGMENT,
        title=title or head.title or text.strip()[:40].partition("\n")[0],
        text=text,
        sections=sections,
        identifiers=(number,) if number else (),
        case_number=number,
        court=head.court,
        document_type=head.document_type,
        procedure=head.procedure,
        cause=cause,
        date=_signed(closing, raw),
        parties=parties,
        agents=agents_of(heads),
        judges=judges_of(closing),
        keywords=accused,
        outcome=outcome_of(_own(text, sections, _R.RULING), head.document_type),
        effective=effective,
        tier=tier_of(Kind.JUDGMENT, head.court, effective, text, ()),
    )
    document = complete(document, raw, found)
    return _with_warnings(document, raw)


def read_head(found: list[Unit], text: str, title: str) -> Head:
    """Court, form, 案号 and procedure from the first lines, and from the title where they lack it."""
    top = found[:8]
    court: Court | None = None
    document_type: DocumentType | None = None
    number: CaseNumber | None = None
    names: list[str] = []
    for unit in top:
        squeezed = unit.squeezed
        if party_of(unit):
            break
        if number is None and (numbers := find_case_numbers(unit.text[:200])) and numbers[0].start < 80:
            number = numbers[0]
        short = squeezed if len(squeezed) <= 70 else squeezed[:70]
        if len(squeezed) > 90 and court is not None:
            break
        if (
            court is None
            and (match := COURT_LINE.match(short))
            and not re.search(r"审理|指控|不服", short[:60])
        ):
            court = court_named(match["court"])
            names.append(match["court"])
        if document_type is None and (form := _form(short)):
            document_type = form
            names.append(short)
    document_type = document_type or _form(title) or _form_of_ending(text)
    if court is None and number is not None:
        court = court_of_number(number)
    if court is None and (
        match := re.search(r"([\u4e00-\u9fa5]{2,20}(?:人民法院|金融法院|海事法院))", title)
    ):
        court = court_named(match[1])
    if number is None and (numbers := find_case_numbers(title)):
        number = numbers[0]
    return Head(court, document_type, number, _procedure(number, top, title, text), " ".join(names))


def _form(line: str) -> DocumentType | None:
    return next((DocumentType(value) for word, value in DOCUMENT_TYPES[:8] if word in line), None)


def _form_of_ending(text: str) -> DocumentType | None:
    for word, value in (
        ("判决如下", "judgment"),
        ("裁定如下", "ruling"),
        ("决定如下", "decision"),
        ("达成如下协议", "mediation_paper"),
    ):
        if word in text[-4000:]:
            return DocumentType(value)
    return None


def _procedure(number: CaseNumber | None, top: list[Unit], title: str, text: str) -> Procedure | None:
    if number is not None and number.procedure is not Procedure.OTHER:
        is_appeal = number.procedure in {Procedure.SECOND, Procedure.FIRST}
        is_about = _JURISDICTION.search(text[:3000]) or _appeals_jurisdiction(text)
        if number.procedure is Procedure.RETRIAL and _ORDERS_RETRIAL.search(text):
            return Procedure.RETRIAL_REVIEW
        return Procedure.JURISDICTION if is_appeal and is_about else number.procedure
    front = "\n".join(unit.squeezed for unit in top)
    tail = re.sub(r"^.*(?:公司|纠纷|罪)", "", title) or title
    for word, procedure in _TITLE_PROCEDURE:
        if word in tail[-24:]:
            return procedure
    if "复核终结" in text or "复核了本案" in text:
        return Procedure.DEATH_REVIEW
    for pattern, procedure in (
        (r"(?:^|\n)(?:再审申请人|申请再审人|申诉人)", Procedure.RETRIAL_REVIEW),
        (r"抗诉机关[^\n]*\n?.*原审", Procedure.RETRIAL),
        (r"(?:^|\n)上诉人|原公诉机关", Procedure.SECOND),
        (r"(?:^|\n)(?:申请执行人|异议人|复议申请人)", Procedure.ENFORCEMENT),
        (r"(?:^|\n)(?:原告|公诉机关|附带民事诉讼原告人|自诉人)", Procedure.FIRST),
        (r"(?:^|\n)申请人", Procedure.SPECIAL),
        (r"(?:^|\n)(?:赔偿请求人)", Procedure.COMPENSATION),
    ):
        if re.search(pattern, front):
            return procedure
    if re.search(r"指定管辖|管辖权?异议", front + title):
        return Procedure.JURISDICTION
    return number.procedure if number else None


def _appeals_jurisdiction(text: str) -> bool:
    """Whether a ruling was appealed that answered an objection to jurisdiction, and this court judges just that."""
    at = text.rfind("本院认为")
    return at > 0 and "管辖" in text[at:] and _OBJECTION.search(text[:at]) is not None


def _parties(heads: list[Unit]) -> tuple[Party, ...]:
    found: dict[tuple[str, str], Party] = {}
    for unit in heads:
        party = party_of(unit)
        if party is not None and not is_prosecution(party):
            found.update({(p.name, p.role): p for p in split_names(party)} | found)
    return tuple(found.values())


def _own(text: str, sections: tuple[Section, ...], role: SectionRole) -> str:
    """Text of the document's own sections of a role, quoted parts cut out."""
    parts = []
    for section in sections:
        if section.role is role and not section.instance:
            inner = [s.start for s in sections if s.instance and section.start <= s.start < section.end]
            parts.append(text[section.start : min(inner, default=section.end)])
    return "\n".join(parts)


def _cause(
    opening: str, title: str, text: str, parties: tuple[Party, ...], head: Head
) -> tuple[str, tuple[str, ...]]:
    criminal = (
        "刑" in (head.number.type_code if head.number else "")
        or "刑事" in title + text[:120]
        or any("被告人" in p.role or "公诉" in p.role for p in parties)
    )
    if criminal:
        accused = charges(title, opening or text[:3000]) or charges(text)
        if accused:
            return "、".join(accused), accused
    names = tuple(p.name for p in parties)
    cause = civil_cause(opening or text[:1500], title, names)
    return cause or _sued_act(opening or text[:1500], names), ()


def _sued_act(opening: str, names: tuple[str, ...]) -> str:
    """The official act that an administrative case is about, from the words before 一案."""
    case = re.search(r"(?P<phrase>[^。，]{4,160})一案", opening)
    return official_act(case["phrase"], names) if case else ""


def _signed(closing: str, raw: RawDocument) -> dt.date | None:
    """Date of the signature: the last date that stands at the end of a line; else what the source says."""
    value: dt.date | None = None
    for line in closing.splitlines():
        squeezed = "".join(line.split())
        for date in find_dates(squeezed):
            rest = squeezed[date.end :]
            if not rest or re.match(r"(?:本件|书记员|法官助理|代书记员|附|执行员|[（(])", rest):
                value = date.value
    if value is None:
        dates = find_dates(closing[-200:])
        value = dates[-1].value if dates and re.search(r"审判|书记员", closing) else None
    if value is None and not _MASKED_DATE.search(closing[-300:]):
        stated = raw.fields.get("judgment_date") or raw.fields.get("publictime") or ""
        value = stated_date(stated)
    return value


def _with_warnings(document: Document, raw: RawDocument) -> Document:
    missing = []
    if not document.text.strip():
        missing.append("正文为空")
    elif raw.layout not in {"cjrc", "beir"}:
        if not document.case_number:
            missing.append("未找到案号")
        if document.court is None:
            missing.append("未找到审理法院")
        if document.date is None:
            missing.append("未找到裁判日期")
        if not any(s.role is _R.RULING and not s.instance for s in document.sections):
            missing.append("未找到裁判主文")
    return replace(document, warnings=tuple(missing))

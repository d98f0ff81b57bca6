"""Guiding, reference (gazette, library) and typical cases as their publishers write them."""

import datetime as dt
import re
from collections.abc import Iterable

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import Court, Document, Kind, Party, Section, SectionRole
from corpora.parse.cause import charges, civil_cause, suspected_charge
from corpora.parse.complete import complete
from corpora.parse.court import court_named
from corpora.parse.gazette import gazette_sections
from corpora.parse.headings import headed_sections, heading_body
from corpora.parse.named import parties_in_title
from corpora.parse.others import other_parties
from corpora.parse.outcome import outcome_of, tier_of
from corpora.parse.roles import guiding_judges, is_prosecution, judges_of, narrated, party_of, split_names
from corpora.parse.titles import NUMBER_TITLE, cause_in_title, charges_in_title
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates

_R = SectionRole
_COURT = re.compile(
    r"(?P<court>[\u4e00-\u9fa5]{2,24}?(?:人民法院|金融法院|海事法院|知识产权法院|互联网法院|铁路运输法院|仲裁院))"
)
_PROCURATORATE = re.compile(r"(?P<court>[\u4e00-\u9fa5]{2,20}?人民检察院)")
_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_DECIDED = re.compile(
    rf"于\s*({_DAY})\s*(?:作出|判决|裁定)|({_DAY})[，,]?[^。\d]{{0,60}}?(?:作出[^。]{{0,40}}(?:判决|裁定|决定)|判决|裁定)"
)
_LEAD = re.compile(
    r"^(?:[\u4e00-\u9fa5]{0,12}?(?:[年月]?日)?(?:向|诉至|起诉至|上诉于|报请|报经)(?=[\u4e00-\u9fa5]{2}))?(?:据此|后|经审理|嗣后|宣判后|判决后|案经|本案经|原告[^，。]{0,30}向|向|由|被|经|报经|遂|及|和|并|诉至|起诉至|[，。；、])+"
)
_DEALT_WITH = re.compile(r"(?:撤销|维持|变更|不服|指令|指定|交由|移送)[^，。；：]{0,30}$")
_INTRODUCES = re.compile(
    r"^[^，。：]{2,40}(?:[：:]|[，,]\s*(?:男|女|系|[\u4e00-\u9fa5]{1,4}族|\d{4}年|曾用名|又名|化名|原|住|法定代表人|[\u4e00-\u9fa5]{2,8}人，))"
)
"""A line that introduces a person or a body, not a sentence about one."""
_OF_RELEASE = re.compile(r"案例(?:之?[一二三四五六七八九十\d]+)?$")
_DISPUTE = re.compile(r"纠纷|争议|诉讼|之诉")
_SUING_ORGAN = re.compile(
    r"(?P<organ>[\u4e00-\u9fa5]{2,14}?人民检察院)(?:(?!检察院)[^。]){0,120}提起[^。]{0,10}公益诉讼"
)
_LEADS_ORGAN = re.compile(r"^(?:经|由|向|被|据|嗣后|同日|后|再由)+")
_GROUP_LINE = re.compile(
    r"^(?P<role>犯罪嫌疑人|被告人|罪犯|申请人|申诉人)(?P<name>[\u4e00-\u9fa5]{1,2}某{1,2}[甲乙丙丁]?)等\d{1,3}人"
)
_HEAD_LINES = 12
"""Lines of the facts in which those concerned are looked for."""
_PERSON_LINE = re.compile(r"^(?P<name>[\u4e00-\u9fa5·]{2,6})，[男女]，")


def parse_official(raw: RawDocument, kind: Kind) -> Document:
    """A guiding, reference or typical case: headed parts where it has them, else the parts of a judgment."""
    text = raw.text
    found = units(text)
    title = _title(raw, found)
    sections = _sections(found, text)
    named = find_identifiers(f"{raw.fields.get('title', '')}\n{text[:600]}")
    own = next(
        (n.canonical for n in named if n.scheme in {Scheme.GUIDING, Scheme.PROCURATORATE, Scheme.LIBRARY}), ""
    )
    identifiers = (own,) if own and (kind is Kind.GUIDING or kind is Kind.REFERENCE) else ()
    numbers = [n for n in find_identifiers(text) if n.scheme is Scheme.CASE]
    parties = _parties(found, sections, _full_title(title, text), text)
    ruling = "\n".join(heading_body(text, s) for s in sections if s.role is _R.RULING)
    opening = next(
        (text[s.start : s.end] for s in sections if s.role in {_R.PROCEEDINGS, _R.FACTS}), text[:1500]
    )
    full = _full_title(NUMBER_TITLE.sub("", title), text)
    cause, accused = _cause(full, opening, text, parties)
    court = _court(text, sections)
    keywords = _keywords(text, sections)
    document = Document(
        id="",
        kind=kind,
        title=title,
        text=text,
        sections=sections,
        identifiers=identifiers,
        court=court,
        cause=cause,
        date=_date(text, sections),
        parties=parties,
        judges=guiding_judges(text[-600:]) or judges_of(text[-400:]),
        keywords=keywords or accused,
        outcome=outcome_of(_last_ruling(ruling)),
        effective=True if kind in {Kind.GUIDING, Kind.REFERENCE} else None,
        tier=tier_of(kind, court, True, text, identifiers),
        extra={"case_numbers": ",".join(dict.fromkeys(n.canonical for n in numbers))} if numbers else {},
    )
    document = complete(document, raw, found)
    return document


def _cause(title: str, opening: str, text: str, parties: tuple[Party, ...]) -> tuple[str, tuple[str, ...]]:
    """The cause and the charges: as the title tells them, else the text."""
    names = tuple(party.name for party in parties)
    is_criminal = re.search(r"被告人|犯罪嫌疑人|公诉机关|涉嫌[^，。]{2,12}罪|罪犯", text[:2500]) is not None
    titled = charges_in_title(title, names) if is_criminal else ()
    disputed = civil_cause("", title, names)
    if titled and ("刑事附带" in title or not _DISPUTE.search(disputed) and "赔偿" not in disputed):
        return "、".join(titled), titled
    act = "" if _DISPUTE.search(disputed) else cause_in_title(title, names)
    if "虚假" in act and (sued := civil_cause(opening, "", names)):
        return sued, titled  # the title tells how the case was corrected, the text what it was about
    if cause := act or disputed:
        return cause, titled
    told: tuple[str, ...] = ()
    if is_criminal:
        suspected = suspected_charge(text)
        told = (suspected,) if suspected else charges(title, opening[:1200], text[:8000])
    return "、".join(told) or civil_cause(opening, title, names), told


def _full_title(bare: str, text: str) -> str:
    """A title that was cut short (甲诉乙等生态环境损害...) completed from the lines that print it in full."""
    start = re.sub(r"[.．…]+$", "", bare)
    if re.search(r"(?:案|纠纷|诉讼|公诉)$", start):
        return start
    head = "".join(text[:900].split())
    tail = start[-6:]
    places = (m.end() for m in re.finditer(re.escape(tail), head)) if len(start) >= 6 else ()
    found = (re.match(r"[^（(。]{0,30}?案", head[at:]) for at in places)
    whole = next((match[0] for match in found if match), "")
    return start + whole


def _title(raw: RawDocument, found: list[Unit]) -> str:
    stated = raw.fields.get("title", "").strip()
    first = next((u for u in found if u.text.startswith("#")), found[0] if found else None)
    head = "".join(first.plain.split("\u3000")).strip() if first is not None else ""
    if head and not NUMBER_TITLE.sub("", head) and len(found) > 1:
        head = f"{head}：{found[1].plain}"  # the number stands in a line of its own
    if _OF_RELEASE.search(head) and len(found) > 1 and re.search(r"案$", found[1].plain):
        head = found[1].plain  # the first line names the release, the second the case
    if (
        head
        and 4 <= len(head) <= 120
        and (not stated or "_" in stated or re.fullmatch(r"[\w-]{1,20}", stated))
    ):
        return re.sub(r"(?<=[\u4e00-\u9fa5）])\s+(?=[\u4e00-\u9fa5（])", "", head)
    return stated or head[:80]


def _sections(found: list[Unit], text: str) -> tuple[Section, ...]:
    headed = headed_sections(found, inline=True)
    names = {s.heading for s in headed if s.heading}
    if len(names) >= 3 or any(s.role is _R.FACTS and s.heading for s in headed):
        return headed
    return gazette_sections(found, text)


def _parties(found: list[Unit], sections: tuple[Section, ...], title: str, text: str) -> tuple[Party, ...]:
    """Parties of the list where there is one, else of a title with 诉, of the facts' first lines, of the title, of the facts."""
    listed = _read(u for u in found if _in(u, sections, _R.PARTIES))
    if listed:
        return listed
    named = parties_in_title(title)
    if any(party.role == "被告" for party in named):
        return (*named, *other_parties(named, title, sections, text))
    heads = _heads([u for u in found if _in(u, sections, _R.FACTS)])
    told = _read(u for u in heads if _INTRODUCES.match(u.plain) or _GROUP_LINE.match(u.plain))
    if people := told or _persons(heads):
        return people
    narrative = _narrated(sections, text, frozenset(party.name for party in named))
    parties = narrative if {p.name for p in named} <= {p.name for p in narrative} else named
    return (*parties, *_suing_organ(parties, title, text))


def _heads(told: list[Unit]) -> list[Unit]:
    """The first lines of the facts, further ones as long as each introduces somebody."""
    end = min(_HEAD_LINES, len(told))
    while end < len(told) and _INTRODUCES.match(told[end].plain):
        end += 1
    return told[:end]


def _suing_organ(parties: tuple[Party, ...], title: str, text: str) -> tuple[Party, ...]:
    """The procuratorate that sues in the public interest where a criminal case's title names the accused only."""
    if "公益诉讼" not in title or any("检察院" in party.name for party in parties):
        return ()
    suing = _SUING_ORGAN.search(text)
    if suing is None or "督促" in title:
        return ()
    short = _LEADS_ORGAN.sub("", suing["organ"])
    full = re.search(rf"(?<![\u4e00-\u9fa5])[\u4e00-\u9fa5]{{0,8}}{re.escape(short)}", text)
    name = _LEADS_ORGAN.sub("", full[0]) if full else short
    start = text.find(name)
    return (Party(name, "公益诉讼起诉人", start, start + len(name), False),)


def _in(unit: Unit, sections: tuple[Section, ...], role: SectionRole) -> bool:
    return any(s.role is role and s.start <= unit.start < s.end for s in sections)


def _read(units_of: Iterable[Unit]) -> tuple[Party, ...]:
    """Parties of lines, prosecutors left out; a line that lists several persons gives each."""
    result: dict[Party, None] = {}
    for unit in units_of:
        party = _first_of_group(unit) or party_of(unit)
        if party is None or is_prosecution(party):
            continue
        result.update(dict.fromkeys(split_names(party)))
    return tuple(result)


def _first_of_group(unit: Unit) -> Party | None:
    """The one who is named of several (犯罪嫌疑人张某等9人系…)."""
    match = _GROUP_LINE.match(unit.text)
    if match is None:
        return None
    return Party(
        match["name"], match["role"], unit.start + match.start("name"), unit.start + match.end("name"), True
    )


def _narrated(sections: tuple[Section, ...], text: str, known: frozenset[str]) -> tuple[Party, ...]:
    """Parties that only the narrative of the facts introduces, as guiding cases without 诉 in the title do."""
    facts = next((s for s in sections if s.role is _R.FACTS), None)
    return narrated(text[facts.start : facts.start + 1500], facts.start, text, known) if facts else ()


def _persons(heads: list[Unit]) -> tuple[Party, ...]:
    """Persons introduced without a role word (甲某，男，…), as procuratorial cases do."""
    found = ((unit, _PERSON_LINE.match(unit.text)) for unit in heads)
    return tuple(
        Party(m["name"], "当事人", unit.start, unit.start + len(m["name"]), True) for unit, m in found if m
    )


def _court(text: str, sections: tuple[Section, ...]) -> Court | None:
    """The court (for an SPP case without one, the procuratorate) whose decision took effect: the last that decided."""
    for role in (_R.RULING, _R.REASONING, _R.PROCEEDINGS, _R.FACTS):
        for section in reversed([s for s in sections if s.role is role]):
            matches = list(_COURT.finditer(text, section.start, section.end))
            for match in reversed(matches):
                after = text[match.end() : match.end() + 60]
                lead = text[max(0, match.start() - 30) : match.end()]
                if _DEALT_WITH.search(lead):
                    continue  # a court whose decision is dealt with, not the one that decides
                if (
                    re.match(r"(?:经|于|依|以|作|认|二|一|再|审|判|裁|终|申|重|[（(]|[，,]?\d)", after)
                    and "审判委员会" not in after[:8]
                ):
                    return court_named(_LEAD.sub("", match["court"]))
    any_court = _COURT.search(text) or _PROCURATORATE.search(text)
    return court_named(_LEAD.sub("", any_court["court"])) if any_court else None


def _keywords(text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    section = next((s for s in sections if s.heading.startswith("关键词")), None)
    if section is None:
        return ()
    words = re.split(r"[/／\s、，,；;　*]+", heading_body(text, section))
    return tuple(dict.fromkeys(w for w in words if 1 < len(w) <= 30))


def _date(text: str, sections: tuple[Section, ...]) -> dt.date | None:
    """Release date of a guiding case, else the last date of decision."""
    head = text[:600]
    match = re.search(r"(\d{4}年\d{1,2}月\d{1,2}日)\s*(?:发布|公布)\s*[）)\n]", head)
    if match and (dates := find_dates(match[1])):
        return dates[0].value
    weighty = [s for s in sections if s.role in {_R.RULING, _R.REASONING}]
    for spans in ([(s.start, s.end) for s in weighty], [(0, len(text))]):
        days = [
            date.value
            for start, end in spans
            for decided in _DECIDED.finditer(text, start, end)
            for date in find_dates(decided[1] or decided[2])
        ]
        if days:
            return max(days)
    return None


def _last_ruling(ruling: str) -> str:
    """The ruling of the last instance that a 裁判结果 tells of."""
    parts = re.split(r"(?:判决|裁定|决定)(?:如下)?[：:，]", ruling)
    return parts[-1] if len(parts) > 1 else ruling

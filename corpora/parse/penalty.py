"""Administrative penalties (行政处罚决定书) of a regulator."""

import re

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import Court, Document, Kind, Party, Section, SectionRole
from corpora.parse.complete import complete
from corpora.parse.headings import headed_sections
from corpora.parse.roles import party_of, split_names
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates

_R = SectionRole
_CUES: tuple[tuple[re.Pattern[str], SectionRole], ...] = (
    (
        re.compile(r"^(?:依据|根据|依照)[^。]{0,24}《[^。]{4,400}(?:立案|进行了(?:调查|审理)|调查、审理)"),
        _R.PROCEEDINGS,
    ),
    (
        re.compile(
            r"^(?:经查|经查明|经调查|违法事实|一、.{2,30}(?:情况|事实|行为)|上述(?:违法)?事实|以上事实)"
        ),
        _R.FACTS,
    ),
    (
        re.compile(
            r"^(?!经复核|我).{0,40}(?:提出(?:如下)?(?:陈述|申辩)|申辩意见|陈述申辩|申辩(?:称|提出)|听证(?:会上|中|及))"
        ),
        _R.CLAIMS,
    ),
    (
        re.compile(
            r"^(?:我(?:局|会|行|分局)(?:经复核)?认为|本(?:局|会|行|机关)(?:经复核)?认为|经复核|综上|根据当事人|.{0,40}(?:违反了?|构成)[^。]{0,12}《?.{2,60}(?:的?规定|所述))"
        ),
        _R.REASONING,
    ),
    (
        re.compile(
            r"^上述(?:当事人|罚没款|罚款)|^当事人(?:应当?|应)?自收到|^如(?:果)?(?:对本|不服)|^逾期|^\d{4}年\d{1,2}月\d{1,2}日$|^二[〇○]|^.{2,30}(?:监管局|监督管理委员会|证监会|分局)$"
        ),
        _R.CLOSING,
    ),
)
_DECIDES = re.compile(
    r"(?:决定(?:如下)?|处罚决定如下|决定作出(?:如下|以下)(?:处罚|决定))\s*[：:]?$|决定[：:]\s*$"
)
_AGENCY = re.compile(
    r"(?P<name>中国证券监督管理委员会(?:[\u4e00-\u9fa5]{0,6}?(?:监管局|监管专员办))?|中国证监会(?:[\u4e00-\u9fa5]{0,6}?监管局)?|国家金融监督管理总局(?:[\u4e00-\u9fa5]{0,10}?(?:监管局|监管分局))?"
    r"|中国人民银行(?:[\u4e00-\u9fa5]{0,12}?(?:分行|支行|营业管理部))?|[\u4e00-\u9fa5]{2,10}(?:证监局|银保监局|银保监分局|金融监管局|监管局|监管分局))"
)


_PERSON = re.compile(r"^(?P<name>[\u4e00-\u9fa5·]{2,12})[，,]\s*(?:男|女)[，,]")


def parse_penalty(raw: RawDocument) -> Document:
    """A penalty decision: parties, facts found, the parties' defence, the regulator's view, the decision."""
    text = raw.text
    found = units(text)
    sections = headed_sections(found)
    if len([s for s in sections if s.heading]) < 2:
        sections = _sections(found)
    heads = [u for u in found if u.start < (sections[1].end if len(sections) > 1 else len(text))]
    parties = tuple(dict.fromkeys(p for u in heads[:30] for p in _parties(u)))
    named = [n for n in find_identifiers(text[:800]) if n.scheme in {Scheme.PENALTY, Scheme.DOCUMENT}]
    agency = _AGENCY.search(f"{raw.fields.get('title', '')}\n{text[:300]}") or _AGENCY.search(text[-300:])
    dates = find_dates(text[-400:]) or find_dates(text)
    title = raw.fields.get("title", "").strip() or _title(found)
    document = Document(
        id="",
        kind=Kind.PENALTY,
        title=title,
        text=text,
        sections=sections,
        identifiers=(named[0].canonical,) if named else (),
        court=Court(agency["name"]) if agency else None,
        date=dates[-1].value if dates else None,
        parties=parties,
        outcome=_outcome(text, sections),
        effective=True,
    )
    return complete(document, raw, found)


def _parties(unit: Unit) -> tuple[Party, ...]:
    """当事人 of a line, with the word or, for the further ones, by the details that follow the name (张某，男，…)."""
    party = party_of(unit)
    if party is not None:
        return split_names(party)
    person = _PERSON.match(unit.text)
    if person is None:
        return ()
    return (Party(person["name"], "当事人", unit.start, unit.start + len(person["name"]), True),)


def _sections(found: list[Unit]) -> tuple[Section, ...]:
    runs: list[tuple[SectionRole, int, int]] = []
    role = _R.HEADER
    for unit in found:
        plain = unit.plain
        if role in {_R.HEADER, _R.PARTIES} and _parties(unit):
            role = _R.PARTIES
        elif role is not _R.CLOSING:
            cue = next((r for pattern, r in _CUES if pattern.search(plain)), None)
            if cue is _R.CLOSING and role is not _R.RULING:
                cue = None
            if role is _R.RULING and cue is not _R.CLOSING:
                cue = None
            role = cue or role
        if runs and runs[-1][0] is role:
            runs[-1] = (role, runs[-1][1], unit.end)
        else:
            runs.append((role, unit.start, unit.end))
        if _DECIDES.search(unit.text[-40:]) and role not in {_R.HEADER, _R.PARTIES, _R.CLOSING}:
            role = _R.RULING
    return tuple(Section(role, start, end) for role, start, end in runs)


def _outcome(text: str, sections: tuple[Section, ...]) -> str:
    ruling = "".join(text[s.start : s.end] for s in sections if s.role is _R.RULING) or text[-800:]
    words = [
        w for w in ("警告", "没收违法所得", "罚款", "市场禁入", "责令改正", "暂停", "撤销") if w in ruling
    ]
    return "、".join(words)


def _title(found: list[Unit]) -> str:
    head = [u.squeezed for u in found[:4] if len(u.squeezed) <= 60 and party_of(u) is None]
    return " ".join(head[:3]) or "行政处罚决定书"

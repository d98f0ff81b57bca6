"""Every identifier scheme behind one pair of functions."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpora.identifiers.case_number import find_case_numbers
from corpora.text import chinese_to_int, fold


class Scheme(StrEnum):
    """What kind of identifier it is."""

    CASE = "case"
    """案号."""
    GUIDING = "guiding"
    """最高人民法院指导性案例."""
    PROCURATORATE = "procuratorate"
    """最高人民检察院指导性案例."""
    LIBRARY = "library"
    """人民法院案例库."""
    PENALTY = "penalty"
    """行政处罚决定书."""
    DOCUMENT = "document"
    """Document number (文号) of a judicial interpretation or policy."""


@dataclass(frozen=True, slots=True)
class FoundIdentifier:
    """An identifier with its span in code points."""

    canonical: str
    scheme: Scheme
    start: int
    end: int


_NUMBER = r"(?P<n>\d{1,4}|[〇零一二三四五六七八九十百]{1,7})"
_GUIDING = re.compile(rf"指导(?:性)?案例\s*(?:第\s*)?{_NUMBER}\s*号")
_PROCURATORATE = re.compile(rf"检例\s*第?\s*{_NUMBER}\s*号")
_LIBRARY = re.compile(r"(?<![\d-])(?P<year>20\d\d)-(?P<a>\d{2})-(?P<b>\d)-(?P<c>\d{3})-(?P<d>\d{3})(?![\d-])")
_BRACKET_YEAR = r"\s*\(\s*(?P<year>(?:19|20)\d\d)\s*\)\s*(?:第\s*)?(?P<n>\d{1,5})\s*号"
_AGENCY = (
    r"(?P<agency>中国证券监督管理委员会[\u4e00-\u9fa5]{2,6}监管局|中国证券监督管理委员会"
    r"|[\u4e00-\u9fa5]{2,3}证监局"
    r"|中国证监会[\u4e00-\u9fa5]{2,6}监管局|中国证监会|证监会)"
)
_PENALTY_WORDS = ("罚", "市场禁入", "禁入字")
"""Each form below holds one of these; most texts hold none, and the patterns are slow."""
_PENALTY = re.compile(
    rf"(?:{_AGENCY})?\s*(?:\(以下简称[^)]{{1,20}}\)|作出的?|下发的?|出具的?|[《(])*\s*"
    rf"(?P<word>行政处罚(?:及市场禁入)?决定书?|市场禁入决定书?|行政处罚)[》(,\s]*(?P<local>[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新深大甬厦])?{_BRACKET_YEAR}"
)
_PENALTY_CODE = re.compile(
    rf"(?P<code>(?:[\u4e00-\u9fa5]{{1,6}}?(?:银保监|银监|保监|金监|金|监))?罚决字|证监罚字|证监禁入字|[\u4e00-\u9fa5]{{0,4}}(?:银保监|银监|保监|金)罚决?字"
    rf"|[京津冀晋辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新深甬厦]证监(?:处)?罚字?){_BRACKET_YEAR}"
)
_DOCUMENT = re.compile(
    r"(?P<code>法释|法发|法办发|法办|法函|法复|法\(经\)复|法|高检发释字|高检发|国发|国办发|国函|证监会公告|证监发|证监办发|证监公司字|"
    r"证监机构字|证监会令|银保监发|银保监办发|银监发|银发|保监发|金规|金发|财会|财金|财税|人银|中证协发|中期协字|上证发|深证上|上证公告"
    r"|最高法|司发通|司发|发改|税发|国税发)" + _BRACKET_YEAR
)

_SUGGESTION = re.compile(r"(?<![\u4e00-\u9fa5])(?P<code>[\u4e00-\u9fa5]{0,4}法建)" + _BRACKET_YEAR)
"""司法建议书: the place's short name, 法建, year and number (法释〔2023〕11号, annex 1)."""


def find_identifiers(text: str) -> list[FoundIdentifier]:
    """All identifiers of every scheme in order of place, none overlapping another."""
    folded = fold(text)
    found = [FoundIdentifier(c.canonical, Scheme.CASE, c.start, c.end) for c in find_case_numbers(text)]
    found += _numbered(folded, _GUIDING, Scheme.GUIDING, "指导案例{}号")
    found += _numbered(folded, _PROCURATORATE, Scheme.PROCURATORATE, "检例第{}号")
    found += [FoundIdentifier(m.group(), Scheme.LIBRARY, *m.span()) for m in _LIBRARY.finditer(folded)]
    if "号" in folded:
        if any(word in folded for word in _PENALTY_WORDS):
            found += _penalties(folded)
        found += _documents(folded)
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[FoundIdentifier] = []
    end = -1
    for item in found:
        if item.start >= end or (kept and (item.start, item.end) == (kept[-1].start, kept[-1].end)):
            kept.append(item)
            end = max(end, item.end)
    return kept


def canonical_identifier(text: str) -> str | None:
    """The canonical form of the first identifier of any scheme in the text, ``None`` if there is none."""
    found = find_identifiers(text)
    return found[0].canonical if found else None


def _numbered(folded: str, pattern: re.Pattern[str], scheme: Scheme, form: str) -> list[FoundIdentifier]:
    found = []
    for match in pattern.finditer(folded):
        number = chinese_to_int(match["n"])
        if number:
            found.append(FoundIdentifier(form.format(number), scheme, match.start(), match.end()))
    return found


def _penalties(folded: str) -> list[FoundIdentifier]:
    found = []
    for match in _PENALTY.finditer(folded):
        agency = (match["agency"] or "").replace("中国证券监督管理委员会", "中国证监会")
        agency = "中国证监会" if agency == "证监会" else agency
        kind = "市场禁入" if match["word"].startswith("市场禁入") else "行政处罚"
        canonical = f"{agency}{kind}{match['local'] or ''}({match['year']}){int(match['n'])}号"
        found.append(FoundIdentifier(canonical, Scheme.PENALTY, match.start(), match.end()))
    for match in _PENALTY_CODE.finditer(folded):
        canonical = f"{match['code']}({match['year']}){int(match['n'])}号"
        found.append(FoundIdentifier(canonical, Scheme.PENALTY, match.start(), match.end()))
    return found


def _documents(folded: str) -> list[FoundIdentifier]:
    patterns = (_DOCUMENT, _SUGGESTION) if "法建" in folded else (_DOCUMENT,)
    return [
        FoundIdentifier(f"{m['code']}({m['year']}){int(m['n'])}号", Scheme.DOCUMENT, m.start(), m.end())
        for pattern in patterns
        for m in pattern.finditer(folded)
    ]

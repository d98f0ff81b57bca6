"""White papers (白皮书) and judicial suggestions (司法建议书) of courts and regulators.

The form of a suggestion is that of the annex to 法释〔2023〕11号: title, number, addressee; what was found, what is
suggested, until when an answer is expected; seal, date, contact, copies. White papers have no prescribed form.
"""

import re
from collections.abc import Iterator, Sequence

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import Court, Document, Kind, Party
from corpora.parse.complete import complete
from corpora.parse.court import court_named
from corpora.parse.publication_parts import letter_sections, paper_sections
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates

ADDRESSEE = "被建议单位"
_AFTER_TITLE = r"(?:\s*[（(【\[][^）)】\]]{1,40}[）)】\]])*\s*$"
_WHITE = re.compile(rf"(?<!发布)(?<!印发)白\s*皮\s*书(?:摘要|节选)?{_AFTER_TITLE}")
_LETTER = re.compile(rf"司\s*法\s*建\s*议\s*书{_AFTER_TITLE}")
_NO_TITLE = re.compile(r"[。；！？]|^(?:关于)?(?:印发|发布|转发)|(?:通知|新闻|发布会)")
_TITLE_LINES = 4
"""A title in large type is broken over at most so many lines."""
_BODY = (
    r"(?:最高人民法院|最高人民检察院|[\u4e00-\u9fa5]{2,20}?(?:人民法院|人民检察院|金融法院|海事法院|知识产权法院|互联网法院)"
    r"|中国证券监督管理委员会(?:[\u4e00-\u9fa5]{2,6}监管局)?|中国证监会(?:[\u4e00-\u9fa5]{2,6}监管局)?|国家金融监督管理总局(?:[\u4e00-\u9fa5]{2,8}监管局)?"
    r"|[\u4e00-\u9fa5]{2,8}(?:证监局|金融监管局|监管局)|[\u4e00-\u9fa5]{2,16}(?:协会|调解中心|服务中心|交易所))"
)
_ISSUER = re.compile(_BODY)
_ISSUERS_LINE = re.compile(rf"{_BODY}(?:[\s、，,]+{_BODY})*$")
_TO = re.compile(r"^(?P<name>[\u4e00-\u9fa5A-Za-z0-9（）()·、某×Xx*]{2,80})[：:]$")
_YEARS = re.compile(r"[（(]?(?:19|20)\d\d年?(?:度|[-—–~至到]{1,2}(?:20)?\d\d年?度?)?[）)]?")
_NAMED_TO = re.compile(r"^(?P<name>[^：:。]{2,80}?)[：:]?$")
_TAIL = 12
"""Lines from the end in which seal, date, contact and copies stand."""


def publication_kind(title: str, lines: Sequence[str]) -> Kind | None:
    """White paper or suggestion by the title, which a line break may cut; ``None`` for anything else.

    Args:
        title: What the source calls it; may be empty.
        lines: First lines of the text, without markup.
    """
    for name in (title, *_joined(lines)):
        if not 3 <= len(name) <= 120 or _NO_TITLE.search(name):
            continue
        if _LETTER.search(name):
            return Kind.SUGGESTION
        if _WHITE.search(name):
            return Kind.WHITE_PAPER
    return None


def parse_publication(raw: RawDocument, kind: Kind) -> Document:
    """A white paper or a suggestion: issuer, number, date, sections, addressee.

    The issuer is the document's court (法院 or 监管部门); all of a joint paper are in ``extra["issuer"]``. The addressee
    (被建议单位) is a party.
    """
    text = raw.text
    found = units(text)
    stated = raw.fields.get("title", "").strip()
    title, after = _title(found)
    title = stated if stated and (publication_kind(stated, ()) or not title) else title or stated
    addressee = _addressee(found[after : after + 8]) if kind is Kind.SUGGESTION else None
    issuers = _issuers(title, [u.plain for u in found[after : after + 4]], [u.plain for u in found[-_TAIL:]])
    named = [n for n in find_identifiers(f"{title}\n{text[:400]}") if n.scheme is Scheme.DOCUMENT]
    tail = "".join(re.sub(r"[ \t\u3000]", "", u.text) + "\n" for u in found[-_TAIL:])
    dates = find_dates(tail) or find_dates("\n".join(u.text for u in found[:8]))
    document = Document(
        id="",
        kind=kind,
        title=title,
        text=text,
        sections=letter_sections(found, addressee) if kind is Kind.SUGGESTION else paper_sections(found),
        identifiers=(named[0].canonical,) if named else (),
        court=(court_named(issuers[0]) if "法院" in issuers[0] else Court(issuers[0])) if issuers else None,
        date=dates[-1].value if dates else None,
        parties=(addressee,) if addressee else (),
        extra={"issuer": "、".join(issuers)} if issuers else {},
    )
    return complete(document, raw, found)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The first lines, each alone and with those that follow, up to the length of a title."""
    head = ["".join(line.strip("《》# *").split()) for line in lines[:_TITLE_LINES]]
    for start in range(len(head)):
        for end in range(start + 1, len(head) + 1):
            yield "".join(head[start:end])


def _title(found: list[Unit]) -> tuple[str, int]:
    """The title, joined again where it was broken, and the number of lines before what follows it."""
    lines = [u.plain.strip("《》# *") for u in found[:_TITLE_LINES]]
    for end in range(1, len(lines) + 1):
        name = "".join("".join(line.split()) for line in lines[:end])
        if len(name) <= 120 and (_WHITE.search(name) or _LETTER.search(name)):
            years = "".join(found[end].plain.split()) if end < len(found) else ""
            return (name + years, end + 1) if _YEARS.fullmatch(years) else (name, end)
    return (lines[0][:80], 1) if lines else ("", 0)


def _addressee(lines: list[Unit]) -> Party | None:
    before = ""
    for unit in lines:
        match = (_NAMED_TO if before == f"【{ADDRESSEE}】" else _TO).match(unit.plain)
        before = unit.plain
        if match:
            start = unit.start + unit.text.find(match["name"])
            return Party(match["name"], ADDRESSEE, start, start + len(match["name"]), False)
    return None


def _issuers(title: str, head: Sequence[str], tail: Sequence[str]) -> list[str]:
    """Bodies of the lines that name nothing else, at the head, then at the end; else the one that the title begins with."""
    for lines in (head, tail):
        for line in lines:
            if len(line) <= 120 and _ISSUERS_LINE.fullmatch(line.strip()):
                return list(dict.fromkeys(m[0] for m in _ISSUER.finditer(line)))
    match = _ISSUER.match(title)
    return [match[0]] if match else []

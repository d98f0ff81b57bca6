"""Statutes: one document per article, with its chapter and version."""

import datetime as dt
import re

from corpora.citations import find_statutes
from corpora.model import Document, Kind, Source, Statute, content_hash, document_id
from corpora.parse.complete import overridden
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates
from corpora.text.numerals import chinese_to_int
from corpora.vocab import clean_law_name, laws

_INFO_END = "<!-- INFO END -->"
_NUMERAL = r"[一二三四五六七八九十百千零〇○两\d]+"
_ARTICLE = re.compile(
    rf"^[ \t\u3000#*]*第(?P<number>{_NUMERAL})条(?:之(?P<suffix>{_NUMERAL}))?"
    r"(?=[\s\u3000*【（(]|$|[^\u4e00-\u9fa5、，和至第])[ \t\u3000*]*",
    re.M,
)
_ONE = re.compile(rf"^(?P<law>.{{2,80}}?)第(?P<number>{_NUMERAL})条(?:之(?P<suffix>{_NUMERAL}))?$")
_HEADING = re.compile(
    rf"^#*[ \t\u3000]*(?P<name>第{_NUMERAL}(?P<level>分?编|章|节)[^\n。；]{{0,40}})$"
    r"|^#{2,6}[ \t\u3000]*(?P<other>[^\n]{1,60})$",
    re.M,
)
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_FILE_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})")


def parse_statute(raw: RawDocument) -> list[Document]:
    """One document per 第N条 (incl. 第N条之一); one for the whole text when it has no articles.

    A record of a collection that is one article, and says so by its title alone, is that article.
    """
    text = raw.text
    if one := article_titled(raw.fields.get("title", "")):
        name = clean_law_name(one["law"].removeprefix("中华人民共和国"))
        law = laws().resolve(name) or name
        return [_article(raw, law, version_of(raw), one, text.strip(), "", skipped=0)]
    law = law_name(raw)
    version = version_of(raw)
    start = text.find(_INFO_END) + len(_INFO_END) if _INFO_END in text else 0
    marks = [(m.start(), m.end(), m) for m in _ARTICLE.finditer(text, start)]
    marks = _in_order(marks)
    if not marks:
        return [_whole(raw, law, version)]
    headings = list(_HEADING.finditer(text, start))
    documents: list[Document] = []
    for index, (begin, _, match) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        end = next((h.start() for h in headings if begin < h.start() < end), end)
        documents.append(
            _article(
                raw,
                law,
                version,
                match,
                text[begin:end].strip(),
                _chapter(headings, begin),
                skipped=match.end() - match.start() + 1,
            )
        )
    return documents


def article_titled(title: str) -> re.Match[str] | None:
    """The parts of a title that is a law's name and the number of one article, such as 证券法第八十五条."""
    return _ONE.match("".join(title.split()))


def law_name(raw: RawDocument) -> str:
    """Full name of the law without 中华人民共和国 and without 《》, from the head, else from the file name."""
    head = re.match(r"\s*#+[ \t]*([^\n]+)", raw.text)
    first = raw.text.strip().partition("\n")[0].strip() if raw.text.strip() else ""
    stated = head[1] if head else (raw.fields.get("title") or raw.fields.get("name") or first[:80])
    name = re.sub(r"[《》\s*#]", "", stated).removeprefix("中华人民共和国")
    name = re.sub(r"[（(]\d{4}.{0,12}(?:修正|修订|修改).{0,4}[）)]$|[（(]\d{4}-\d{2}-\d{2}[）)]$", "", name)
    name = clean_law_name(name)
    return laws().resolve(name) or name or "未命名"


def version_of(raw: RawDocument) -> dt.date | None:
    """Version date: stated, else in the file name, else the last date of the head."""
    for source in (raw.fields.get("date", ""), raw.path.rsplit("/", 1)[-1], raw.record):
        if match := _FILE_DATE.search(source):
            try:
                return dt.date.fromisoformat(match[1])
            except ValueError:
                continue
    head = raw.text.partition(_INFO_END)[0] if _INFO_END in raw.text else raw.text[:400]
    dates = find_dates(head)
    return max(d.value for d in dates) if dates else None


def _in_order(marks: list[tuple[int, int, re.Match[str]]]) -> list[tuple[int, int, re.Match[str]]]:
    """Marks whose numbers rise; a line such as 第三条 that quotes another law within an article is dropped."""
    kept: list[tuple[int, int, re.Match[str]]] = []
    last = (0, 0)
    for mark in marks:
        number = chinese_to_int(mark[2]["number"]) or 0
        suffix = (chinese_to_int(mark[2]["suffix"]) or 0) if mark[2]["suffix"] else 0
        if (number, suffix) > last and (not kept or number <= last[0] + 60):
            kept.append(mark)
            last = (number, suffix)
    return kept


def _chapter(headings: list[re.Match[str]], at: int) -> str:
    path: dict[int, str] = {}
    for heading in headings:
        if heading.start() > at:
            break
        level = _LEVELS.get(heading["level"] or "", 2)
        name = " ".join((heading["name"] or heading["other"]).split())
        path = {k: v for k, v in path.items() if k < level} | {level: name}
    return " / ".join(path[k] for k in sorted(path))


def _article(
    raw: RawDocument,
    law: str,
    version: dt.date | None,
    match: re.Match[str],
    text: str,
    chapter: str,
    skipped: int,
) -> Document:
    """``skipped``: length of the number before the text, which is no citation."""
    number = chinese_to_int(match["number"]) or 0
    suffix = (chinese_to_int(match["suffix"]) or 0) if match["suffix"] else 0
    key = Statute(law, number, suffix).key
    label = f"第{match['number']}条" + (f"之{match['suffix']}" if match["suffix"] else "")
    extra = {"law": law, "article": key.partition("#")[2], "chapter": chapter}
    if version:
        extra["version"] = version.isoformat()
    cited = tuple(s for s in find_statutes(text) if s.start >= skipped)
    document = Document(
        id=document_id(Kind.STATUTE, f"{key}@{version.isoformat() if version else ''}"),
        kind=Kind.STATUTE,
        title=f"{law}{label}",
        text=text,
        identifiers=(key,),
        date=version,
        statutes=cited,
        source=Source(raw.path, extra["article"]),
        extra=extra,
    )
    return overridden(
        document, {k: v for k, v in raw.fields.items() if k in {"access", "owner", "fictional"}}
    )


def _whole(raw: RawDocument, law: str, version: dt.date | None) -> Document:
    key = (
        f"{law}@{version.isoformat() if version else ''}" if law else content_hash(Kind.STATUTE, "", raw.text)
    )
    extra = {"law": law} | ({"version": version.isoformat()} if version else {})
    return Document(
        id=document_id(Kind.STATUTE, key),
        kind=Kind.STATUTE,
        title=law,
        text=raw.text,
        identifiers=(law,),
        date=version,
        statutes=tuple(find_statutes(raw.text)),
        source=Source(raw.path, raw.record),
        extra=extra,
    )

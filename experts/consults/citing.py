"""Statutes and cases that an answer rests on: whether they exist, and in which form the library has them."""

from collections.abc import Sequence
from typing import Any, Protocol

from corpora.citations.statutes import find_statutes, parse_statute
from corpora.model import Document
from corpora.model.parts import Statute
from corpora.text.numerals import int_to_chinese
from experts.consults.errors import BadCitation
from indexer.viewer import Viewer

BASIS_STATES = {
    "official": "已收录官方文本",
    "gist": "要点（非条文原文）",
    "unverified": "未收录原文，未核对",
}


class Held(Protocol):
    """What the library holds, for one viewer."""

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        """Ids of the documents of an identifier."""
        ...

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:
        """Those that exist and that the viewer may see."""
        ...


def basis(held: Held, viewer: Viewer, text: str, named: Sequence[str]) -> list[dict[str, Any]]:
    """The articles named and those in the text of an answer, each once, with what the library has of it.

    Raises:
        BadCitation: a named one is no article of a known law.
    """
    cited: list[Statute] = []
    for words in named:
        statute = parse_statute(words)
        if statute is None or statute.article is None:
            raise BadCitation(f"“{words[:60]}”不是可识别的法条，请写成“证券法第八十八条”的形式")
        cited.append(statute)
    cited += [statute for statute in find_statutes(text) if statute.article is not None]
    return [_entry(held, viewer, statute) for statute in {statute.key: statute for statute in cited}.values()]


def cases(held: Held, viewer: Viewer, ids: Sequence[str]) -> list[dict[str, str]]:
    """The cases cited, by id, case number or exact title.

    Raises:
        BadCitation: one is not in the library, or not for this viewer.
    """
    out = []
    for words in dict.fromkeys(ids):
        found = held.documents([words], viewer) or held.documents(held.resolve(words, viewer)[:1], viewer)
        if not found:
            raise BadCitation(f"检索库中没有“{words[:60]}”，请核对案号或标题")
        document = next(iter(found.values()))
        out.append({"id": document.id, "title": document.title})
    return out


def _entry(held: Held, viewer: Viewer, statute: Statute) -> dict[str, Any]:
    ids = held.resolve(statute.key, viewer)
    found = list(held.documents(ids, viewer).values())
    official = [document for document in found if not document.is_gist]
    best = next(iter(official or found), None)
    suffix = f"之{int_to_chinese(statute.suffix)}" if statute.suffix else ""
    return {
        "law": statute.law,
        "article": f"第{int_to_chinese(statute.article or 1)}条{suffix}",
        "key": statute.key,
        "state": "official" if official else "gist" if found else "unverified",
        "document": best.id if best else "",
        "version": best.date.isoformat() if best and best.date else "",
    }

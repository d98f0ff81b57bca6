"""Texts that the user has, under the keys that gold uses: articles by law and number, cases by number and title."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.model import Document, Kind
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read
from corpora.text.numerals import chinese_to_int
from eval.collection import Record, read_records
from eval.errors import EvalError
from eval.prepare.queries import article_key
from indexer.library.library import FILE as LIBRARY_FILE
from indexer.library.library import Library
from indexer.viewer import LOCAL_OWNER

_NUMERAL = r"[〇零一二三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"^(?P<law>.+?)第(?P<number>{_NUMERAL})条(?:之(?P<suffix>{_NUMERAL}))?$")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Text:
    """One text at hand."""

    key: str
    """Canonical key of an article; empty for a case or for what has no article number."""
    title: str
    text: str
    version: str = ""
    """ISO date of the version, empty where unknown."""
    kind: str = ""

    @property
    def squeezed(self) -> str:
        """The text without white space, to know copies by."""
        return "".join(self.text.split())


def articles_in(folder: Path) -> list[Text]:
    """Statute articles of a BEIR collection, of a data folder of ``fengqiao index``, or of a folder of statutes.

    Gists (要点) are no texts and are left out.

    Raises:
        EvalError: the folder is none of these, or holds no article.
    """
    found = [text for text in texts_in(folder) if text.key]
    if not found:
        raise EvalError(f"{folder}: no statute articles (titles that end in 第…条, or statutes of a library)")
    return found


def texts_in(folder: Path) -> Iterator[Text]:
    """Every text of a folder, whatever its form.

    Raises:
        EvalError: there is nothing that can be read.
    """
    if (folder / "corpus.jsonl").is_file():
        yield from (_from_record(record) for record in read_records(folder / "corpus.jsonl"))
    elif (folder / LIBRARY_FILE).is_file():
        yield from _from_library(folder)
    elif folder.exists():
        yield from _from_files(folder)
    else:
        raise EvalError(f"{folder}: no such file or folder")


def holders(texts: Sequence[Text]) -> dict[str, list[int]]:
    """Places of the texts that hold an article as it stands: the newest version and its copies."""
    by_key: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        by_key.setdefault(text.key, []).append(place)
    return {key: _newest(texts, places) for key, places in by_key.items()}


def ids_of(texts: Iterable[Text]) -> list[str]:
    """Ids that do not depend on where the texts come from: the key, with the version or a number where it repeats."""
    used: dict[str, int] = {}
    ids = []
    for text in texts:
        base = "_".join(text.key.split())
        name = base if base not in used else f"{base}@{text.version or used[base] + 1}"
        while name in used:
            name += "~"
        used[base] = used.get(base, 0) + 1
        used.setdefault(name, 1)
        ids.append(name)
    return ids


def title_key(title: str) -> str:
    """A title without white space, punctuation and the marks of file names, for comparison."""
    return re.sub(r"[\W_]+", "", title)


def _newest(texts: Sequence[Text], places: Sequence[int]) -> list[int]:
    newest = max(places, key=lambda place: texts[place].version)
    return [place for place in places if texts[place].squeezed == texts[newest].squeezed]


def _from_record(record: Record) -> Text:
    metadata: Mapping[str, object] = record.metadata or {}
    version, kind = str(metadata.get("date", "")), str(metadata.get("kind", ""))
    return Text(_key_of_title(record.title), record.title, record.text, version, kind)


def _key_of_title(title: str) -> str:
    match = _ARTICLE.match("".join(title.split()))
    if match is None:
        return ""
    number, suffix = chinese_to_int(match["number"]), chinese_to_int(match["suffix"] or "") or 0
    return article_key(match["law"], number, suffix) if number else ""


def _from_document(document: Document) -> Text | None:
    if document.is_gist:
        return None
    key = ""
    if document.kind is Kind.STATUTE and document.identifiers and "#" in document.identifiers[0]:
        key = document.identifiers[0]
    version = document.date.isoformat() if document.date else ""
    return Text(key, document.title, document.text, version, document.kind.value)


def _from_library(home: Path) -> Iterator[Text]:
    library = Library.open(home, create=False)
    try:
        ids = library.ids()
        for start in range(0, len(ids), _BATCH):
            for document in library.get_many(ids[start : start + _BATCH], LOCAL_OWNER).values():
                if (text := _from_document(document)) is not None:
                    yield text
    finally:
        library.close()


def _from_files(folder: Path) -> Iterator[Text]:
    for raw in read(folder):
        if isinstance(raw, CorpusError):
            raise EvalError(str(raw)) from raw
        for document in parse(raw):
            if (text := _from_document(document)) is not None:
                yield text

"""Whether the articles that an entry rests on stand in the texts at hand; what cannot be verified is not published."""

from collections.abc import Sequence
from typing import Protocol

from corpora.model import Document
from corpora.text.normalize import normalize
from corpora.vocab import gists
from indexer.viewer import PUBLIC, Viewer
from office.bank import ArticleBasis, Entry


class Texts(Protocol):
    """What official texts are looked up in; a searcher is one."""

    def resolve(self, identifier: str, viewer: Viewer) -> list[str]:
        """Ids of documents with an identifier."""

    def documents(self, ids: Sequence[str], viewer: Viewer) -> dict[str, Document]:
        """Documents by id."""


def unverified(entry: Entry, library: Texts | None = None) -> list[str]:
    """What is wrong with each article, in Chinese; empty where all of them could be verified.

    An article is verified where an official text of it in the library holds all its keywords, or, where the library
    holds none, where the shipped gists know it.

    Args:
        library: Where official texts are looked up; ``None`` for the gists alone.
    """
    return [fault for basis in entry.articles if (fault := _fault(basis, library))]


def _fault(basis: ArticleBasis, library: Texts | None) -> str:
    texts = _official(basis, library) if library is not None else []
    if not texts:
        return (
            "" if gists().get(basis.key) else f"{basis.label}：本库没有该条的官方条文，也没有要点，无法核对"
        )
    missing = min(
        ([word for word in basis.keywords if normalize(word).text not in text] for text in texts), key=len
    )
    return f"{basis.label}：条文中没有“{'”“'.join(missing)}”" if missing else ""


def _official(basis: ArticleBasis, library: Texts) -> list[str]:
    found = library.documents(library.resolve(basis.key, PUBLIC), PUBLIC).values()
    return [normalize(document.text).text for document in found if not document.is_gist]

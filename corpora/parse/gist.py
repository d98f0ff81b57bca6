"""Shipped gists as documents: what stands for an article until the official text is there."""

from corpora.model import GIST, Document, Kind, document_id
from corpora.text.numerals import int_to_chinese
from corpora.vocab import Gist, gists


def gist_documents() -> tuple[Document, ...]:
    """One document for each article, of its newest version, ordered by article key.

    Raises:
        VocabularyError: a shipped file lacks its schema.
    """
    shipped = gists()
    return tuple(gist_document(gist) for gist in shipped.all() if shipped.get(gist.key) is gist)


def gist_document(gist: Gist) -> Document:
    """The gist under the identifier of its article; its title says that it is no text of a law."""
    article = f"第{int_to_chinese(gist.article)}条" + (
        f"之{int_to_chinese(gist.suffix)}" if gist.suffix else ""
    )
    return Document(
        id=document_id(Kind.STATUTE, f"gist|{gist.key}"),
        kind=Kind.STATUTE,
        title=f"{gist.law}{article} {GIST}",
        text=gist.gist,
        identifiers=(gist.key,),
        date=gist.version,
        extra={
            "form": "gist",
            "law": gist.law,
            "article": gist.key.partition("#")[2],
            "version": gist.version.isoformat(),
            "checked": gist.checked.isoformat() if gist.checked else "",
        },
    )

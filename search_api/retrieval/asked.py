"""The case that is asked about: a document of the library, or a text taken apart as one."""

from dataclasses import replace
from functools import lru_cache

from corpora.classify import classify
from corpora.model import Document
from indexer.profiles import facts_text, focus_text
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.errors import DocumentNotFound, QueryError
from search_api.retrieval.similarity import CaseQuery, WeightedTerms


def asked_document(context: Context, text: str, document_id: str, viewer: Viewer) -> Document:
    """The document of this id, or the text parsed; of a text without a stated cause, cause and type are proposed.

    Raises:
        QueryError: not exactly one of text and document id.
        DocumentNotFound: no such document, or none that this viewer may see.
    """
    if bool(text.strip()) == bool(document_id):
        raise QueryError("请给出案情文字或文献标识，二者只能给一个", "text")
    if document_id:
        return document_of(context, document_id, viewer)
    return _parsed(text)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Document:
    """The text as a document; the last few are kept, because reasons are asked for right after the search."""
    from corpora.parse import parse_text  # loads the file readers: 0.4 s that a start need not take
    from search_api.query.complaint import with_parts

    document = with_parts(parse_text(text))
    if not document.dispute_types:
        found = classify(text)
        types = (found.l2, *(code for code, _ in found.alternatives[:1])) if found.l2 else ()
        document = replace(
            document,
            dispute_types=tuple(dict.fromkeys(types)),
            cause=document.cause or found.cause or "",
        )
    return document


def document_of(context: Context, id: str, viewer: Viewer) -> Document:
    """The document of this id.

    Raises:
        DocumentNotFound: there is none, or none that this viewer may see.
    """
    found = context.documents([id], viewer).get(id)
    if found is None:
        raise DocumentNotFound(f"没有标识为“{id[:80]}”的文献", "document_id")
    return found


def case_query(context: Context, document: Document, viewer: Viewer) -> CaseQuery:
    """The document ready to be compared, its terms weighted by what the viewer may see."""
    profiler, idfs = context.profiler, context.statistics(viewer).idfs
    return CaseQuery(
        profiler.make([document])[0],
        WeightedTerms.of(profiler.terms(facts_text(document)), idfs),
        WeightedTerms.of(profiler.terms(focus_text(document)), idfs),
    )

"""Two cases side by side: likenesses, matching passages, what they share, where they differ."""

from corpora.model import Document, SectionRole
from indexer.viewer import Viewer
from search_api.cases.parties import party_line
from search_api.explain.differences import differences
from search_api.explain.models import Difference, Explanation, Shared
from search_api.explain.service import explain_pair, pairs_of, shared_of
from search_api.frozen import Frozen
from search_api.retrieval.asked import asked_document, document_of
from search_api.retrieval.context import Context
from search_api.retrieval.errors import DocumentNotFound, QueryError
from search_api.retrieval.fields import field_names
from search_api.retrieval.models import Similarity
from search_api.retrieval.similarity import compare

TRIED = 12
"""Passages of each part that are proved for one pair."""


class Part(Frozen):
    """A section of one side."""

    role: str
    """Role: facts, reasoning, ruling …"""
    label: str
    """Chinese name of the role."""
    heading: str
    """Heading as written."""
    start: int
    """Code-point offset in the side's text."""
    end: int
    """End, exclusive."""
    instance: int
    """0 for its own; 1, 2 for a quoted lower instance."""


class Side(Frozen):
    """One of the two cases."""

    id: str
    """Id of the document; empty for a text that was given."""
    title: str
    """Title; empty for a text without one."""
    kind: str
    """Kind of document; other for a text of no particular kind."""
    kind_label: str
    """Chinese name of the kind."""
    text: str
    """The text that every offset of this side counts in."""
    sections: list[Part]
    """Sections in order."""
    parties: str
    """Kinds of parties by side, without names; empty when unknown."""
    outcome: str
    """Normalised outcome; empty when unknown."""
    ruling: str
    """Text of the ruling or result; empty when there is none."""
    fictional: bool
    """Made-up sample material."""
    access: str
    """public, restricted or redacted."""


class PairView(Frozen):
    """The comparison of a case with a document."""

    query: Side
    """The case asked about."""
    document: Side
    """The document it is compared with."""
    similarity: Similarity
    """The three likenesses."""
    evidence: Explanation
    """Matching passages for each likeness, to be linked in both directions."""
    shared: Shared
    """What both have."""
    differences: list[Difference]
    """Rows of the table of sums, dates, parties, outcome, court and law."""


def compare_pair(context: Context, *, text: str, document_id: str, with_id: str, viewer: Viewer) -> PairView:
    """A text or a document beside a document of the library.

    Raises:
        QueryError: not exactly one of text and document id, or a document beside itself.
        DocumentNotFound: no such document for this viewer.
    """
    if document_id and document_id == with_id:
        raise QueryError("不能将一件文献与它自己对照", "with_id")
    asked = asked_document(context, text, document_id, viewer)
    pair = pairs_of(context, asked, [document_of(context, with_id, viewer).id], viewer).get(with_id)
    if pair is None:
        raise DocumentNotFound(f"没有标识为“{with_id[:80]}”的文献", "with_id")
    comparison = compare(pair.query, pair.profile)
    return PairView(
        query=_side(asked, document_id),
        document=_side(pair.document, with_id),
        similarity=comparison.similarity,
        evidence=explain_pair(context, pair, comparison, tried=TRIED),
        shared=shared_of(pair, comparison),
        differences=differences(asked, pair.document),
    )


def _side(document: Document, id: str) -> Side:
    names = field_names()
    return Side(
        id=id,
        title=document.title if id else "",
        kind=document.kind.value,
        kind_label=names.value_label("kind", document.kind.value),
        text=document.text,
        sections=[
            Part(
                role=s.role.value,
                label=names.section(s.role.value),
                heading=s.heading,
                start=s.start,
                end=s.end,
                instance=s.instance,
            )
            for s in document.sections
        ],
        parties=party_line(document),
        outcome=document.outcome,
        ruling=document.section_text(SectionRole.RULING),
        fictional=document.fictional,
        access=document.access.value,
    )

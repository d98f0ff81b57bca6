"""Statistics over the mediation cases similar to a query."""

from collections.abc import Sequence

from corpora.model import AccessLevel, Document, Kind
from indexer.viewer import Viewer
from search_api.reference.guarding import LEAST, SMALL, shown_count
from search_api.reference.models import Reference
from search_api.reference.statistics import (
    days_distribution,
    methods,
    outcome_table,
    procedure_table,
    share_distribution,
)
from search_api.retrieval.alike import similar
from search_api.retrieval.asked import asked_document
from search_api.retrieval.context import Context
from search_api.retrieval.models import SearchResult, SimilarRequest
from search_api.retrieval.similarity import dispute_label

MOST = 300
"""Similar cases that are looked at."""
SHARE = 0.3
"""Share of the best score from which a case counts as similar."""
_KIND = f"kind={Kind.MEDIATION.value}"
NOTICES = (
    "统计只针对本库中您可以查阅的调解案例，不代表全部调解案件，也不预示本案的结果。",
    "调解案例是双方自愿协商的结果，不是裁判依据。",
)
WITHHELD = f"其他机构的案例以脱敏形式提供，少于{SMALL}件的数目不显示。"


def reference(
    context: Context,
    *,
    text: str = "",
    document_id: str = "",
    filters: Sequence[str] = (),
    viewer: Viewer,
) -> Reference:
    """What the mediation cases similar to a text or a document came to.

    A case counts as similar from :data:`SHARE` of the best score on, and only where it is of one of the query's
    dispute types, as far as both are known. Only what the viewer may see is counted, so no number tells of more.

    Raises:
        QueryError: not exactly one of text and document id, or a bad filter.
        DocumentNotFound: no such document for this viewer.
    """
    context.refresh()
    asked = asked_document(context, text, document_id, viewer)
    request = SimilarRequest(
        text=text, document_id=document_id, filters=(*filters, _KIND), limit=100, group=False
    ).model_copy(update={"limit": MOST})
    cases = _alike(context, asked, similar(context, request, viewer), viewer)
    guarded = any(not _in_the_clear(document, viewer) for document in cases)
    count = shown_count(len(cases), guarded)
    return Reference(
        cases=count,
        ids=[] if count is None else [d.id for d in cases],
        fictional=0 if count is None else sum(d.fictional for d in cases),
        dispute_types=[dispute_label(code) for code in asked.dispute_types[:2]],
        least=LEAST,
        withheld_below=SMALL,
        outcomes=outcome_table(cases, guarded=guarded),
        share=share_distribution(cases, guarded=guarded),
        days=days_distribution(cases, guarded=guarded),
        methods=methods(cases, guarded=guarded),
        procedures=procedure_table(cases, guarded=guarded),
        notices=[*NOTICES, *([WITHHELD] if guarded else [])],
    )


def _alike(context: Context, asked: Document, result: SearchResult, viewer: Viewer) -> list[Document]:
    """The cases similar enough, best first."""
    least = SHARE * max((hit.score for hit in result.hits), default=0.0)
    wanted = [hit.id for hit in result.hits if hit.score >= least]
    found = context.workspace.library.get_many(wanted, viewer)
    types = set(asked.dispute_types[:2])
    return [
        d
        for id in wanted
        if (d := found.get(id)) is not None
        and (not types or not d.dispute_types or types.intersection(d.dispute_types))
    ]


def _in_the_clear(document: Document, viewer: Viewer) -> bool:
    """Whether the viewer reads the record itself and not its redacted twin."""
    return document.access is not AccessLevel.REDACTED and viewer.may_see(document)

"""Candidates that the program proposes, each with its reason; a person decides."""

import datetime as dt
from collections.abc import Collection, Iterator

from pydantic import BaseModel, Field

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest
from search_api.retrieval.similarity import dispute_label

PARALLEL = 3
"""Parallel cases from which a case stands for many."""
SATISFIED = 5
"""Satisfaction, of 1 to 5."""
NEW_DAYS = 3 * 365
"""Age of a version of a law up to which it counts as new."""
FEW = 2
"""Cases proposed for one law."""
PAGE, MOST = 100, 1_000
CAUSES = 40
"""Causes, the most frequent ones, among whose cases parallel ones are looked for."""
_CASES = "kind=judgment,mediation,penalty"


class Suggestion(BaseModel):
    """A document worth releasing, and why."""

    document_id: str = Field(description="Document of the library.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="Its kind.")
    rule: str = Field(description="parallel, reversed, first_of_type, satisfied or new_law.")
    reason: str = Field(description="Why, in Chinese.")


def suggestions(
    searcher: Searcher, viewer: Viewer, today: dt.date, known: Collection[str]
) -> list[Suggestion]:
    """What the rules find, one suggestion a document; published, proposed and declined ones are left out.

    Args:
        searcher: Over the library.
        viewer: Who asks; nothing that they may not see is proposed.
        today: For what counts as new.
        known: Documents that were proposed before.
    """
    found: dict[str, Suggestion] = {}
    for rule in (_parallel, _reversed, _first_of_type, _satisfied):
        for suggestion in rule(searcher, viewer):
            found.setdefault(suggestion.document_id, suggestion)
    for suggestion in _new_law(searcher, viewer, today):
        found.setdefault(suggestion.document_id, suggestion)
    return [suggestion for id, suggestion in found.items() if id not in known]


def _parallel(searcher: Searcher, viewer: Viewer) -> Iterator[Suggestion]:
    causes = searcher.facets(("cause",), viewer, filters=(_CASES,), limit=CAUSES)["cause"]
    for cause in (counted.value for counted in causes if counted.count >= PARALLEL):
        request = SearchRequest(filters=(_CASES, f"cause={cause}"), sort="date", limit=PAGE)
        hits = searcher.search(request, viewer).hits
        many = {hit.id: hit.group_size for hit in hits if hit.group_size >= PARALLEL}
        for document in searcher.documents(list(many), viewer).values():
            reason = f"有{many[document.id]}件平行案件，裁判思路相同，一案可明示众案"
            yield _of(document, "parallel", reason)


def _reversed(searcher: Searcher, viewer: Viewer) -> Iterator[Suggestion]:
    for document in _hits(searcher, viewer, _CASES, "outcome=改判"):
        yield _of(document, "reversed", "上级法院改判，同一问题先前有相反结果，可统一尺度")


def _first_of_type(searcher: Searcher, viewer: Viewer) -> Iterator[Suggestion]:
    counts = searcher.facets(("dispute_type",), viewer, filters=(_CASES,), limit=200)["dispute_type"]
    for counted in counts:
        if counted.count == 1:
            for document in _hits(searcher, viewer, _CASES, f"dispute_type={counted.value}"):
                reason = f"库中“{dispute_label(counted.value)}”类型的唯一一件，属首例"
                yield _of(document, "first_of_type", reason)


def _satisfied(searcher: Searcher, viewer: Viewer) -> Iterator[Suggestion]:
    for document in _hits(searcher, viewer, "kind=mediation", "outcome=达成协议"):
        facts = document.mediation
        paid = facts is not None and facts.agreed is not None and (facts.paid or 0) >= facts.agreed
        if facts is not None and (facts.satisfaction or 0) >= SATISFIED and paid:
            yield _of(document, "satisfied", f"当事人满意度{facts.satisfaction}分，协议款项已全部履行")


def _new_law(searcher: Searcher, viewer: Viewer, today: dt.date) -> Iterator[Suggestion]:
    for counted in searcher.facets(("law",), viewer, filters=(_CASES,), limit=200)["law"]:
        newest = _hits(searcher, viewer, "kind=statute", f"law={counted.value}", sort="date", most=1)
        if not newest or newest[0].date is None or (today - newest[0].date).days > NEW_DAYS:
            continue
        since = newest[0].date
        after = f"date={since:%Y-%m-%d}.."
        for document in _hits(
            searcher, viewer, _CASES, f"law={counted.value}", after, sort="date_asc", most=FEW
        ):
            reason = f"较早适用{since.isoformat()}版《{counted.value}》的案例"
            yield _of(document, "new_law", reason)


def _of(document: Document, rule: str, reason: str) -> Suggestion:
    return Suggestion(
        document_id=document.id, title=document.title, kind=document.kind.value, rule=rule, reason=reason
    )


def _hits(
    searcher: Searcher, viewer: Viewer, *filters: str, sort: str = "date", most: int = MOST
) -> list[Document]:
    """Documents that pass the filters, in the order asked for; parallel cases are not folded."""
    ids: list[str] = []
    for offset in range(0, most, PAGE):
        request = SearchRequest(
            filters=filters, sort="date_asc" if sort == "date_asc" else "date", limit=min(PAGE, most),
            offset=offset, group=False,
        )  # fmt: skip
        hits = searcher.search(request, viewer).hits
        ids += [hit.id for hit in hits]
        if len(hits) < PAGE:
            break
    found = searcher.documents(ids, viewer)
    return [found[id] for id in ids if id in found]

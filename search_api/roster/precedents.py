"""Similar mediation records of the library, and who handled them: evidence of expertise for matching."""

from experts.matching.dispute import Dispute
from experts.matching.expertise import Precedent
from indexer.viewer import Viewer
from search_api.retrieval import Searcher
from search_api.retrieval.models import SimilarRequest

MOST = 50
LEAST_SCORE = 0.3
"""Similarity below which a record is no evidence of anything."""


def precedents(searcher: Searcher, viewer: Viewer, dispute: Dispute) -> tuple[Precedent, ...]:
    """Records similar to the dispute's text that this viewer may see, best first; none for a dispute without text.

    Raises:
        EngineError: the index cannot be searched.
    """
    if not dispute.text.strip():
        return ()
    request = SimilarRequest(text=dispute.text, filters=("kind=mediation",), limit=MOST, group=False)
    hits = [hit for hit in searcher.similar(request, viewer).hits if hit.score >= LEAST_SCORE]
    documents = searcher.documents([hit.id for hit in hits], viewer)
    return tuple(
        Precedent(hit.id, hit.title, document.mediation.organisation, document.mediation.mediators)
        for hit in hits
        if (document := documents.get(hit.id)) is not None and document.mediation is not None
    )

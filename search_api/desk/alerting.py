"""Running saved searches again, and telling what is new."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.viewer import Viewer
from office.base import now
from office.folders import searches
from office.folders.models import SavedSearch
from office.folders.owned import mine
from office.identity import Actor
from office.store import Office
from search_api.retrieval import Searcher
from search_api.retrieval.errors import RetrievalError
from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest

log = logging.getLogger(__name__)
SEEN = 100
"""Rows of a run that count as seen from then on."""
ALERTED = 50
"""Rows among which something unseen gives an alert. The margin keeps documents that only moved up by a few places,
because others were added or removed, from being taken for new ones."""
EVERY = dt.timedelta(minutes=5)
"""A search is not run again sooner, unless it is asked for by name."""
AT_ONCE = 20
"""Searches run by one check; the others follow with the next."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a saved search found.

    Attributes:
        total: Matches.
        found: Ids of the first :data:`SEEN` rows, best first.
    """

    total: int
    found: tuple[str, ...]


def run(
    searcher: Searcher,
    viewer: Viewer,
    query: str,
    case_text: str,
    filters: Sequence[str],
    order: str,
    within: Sequence[str] = (),
) -> Run:
    """Run a search as it was saved.

    Raises:
        RetrievalError: a filter or value that there is no longer.
    """
    result: SearchResult
    if case_text:
        result = searcher.similar(
            SimilarRequest(
                text=case_text, filters=tuple(filters), limit=SEEN, group=False, within=tuple(within)
            ),
            viewer,
        )
    else:
        sort = {"sort": order} if order in ("date", "date_asc") else {}
        request = {
            "query": query, "filters": tuple(filters), "limit": SEEN, "group": False, "within": tuple(within), **sort,
        }  # fmt: skip
        result = searcher.search(SearchRequest.model_validate(request), viewer)
    return Run(result.total, tuple(hit.id for hit in result.hits))


def check(office: Office, searcher: Searcher, actor: Actor, search: SavedSearch) -> list[str]:
    """Run one saved search and record what it found; returns ids of new matches, best first.

    Raises:
        RetrievalError: as :func:`run`.
    """
    done = run(
        searcher, actor.viewer, search.query, search.case_text, search.filters, search.order, search.within
    )
    alerting = set(done.found[:ALERTED]) if search.alert else set()
    with office.session() as session:
        return searches.note_found(session, search.id, done.total, done.found, alerting)


def check_due(office: Office, searcher: Searcher, actor: Actor) -> int:
    """Run this user's saved searches with alerts that were not run for a while; returns how many were run.

    A search that the library no longer understands is passed over; its owner sees why when opening it.
    """
    with office.reading() as session:
        kept = mine(session, actor, SavedSearch)
    due = [s for s in kept if s.alert and (s.checked is None or now() - s.checked > EVERY)]
    due.sort(key=lambda search: (search.checked or search.created, search.id))
    for search in due[:AT_ONCE]:
        try:
            check(office, searcher, actor, search)
        except RetrievalError as error:
            log.warning("saved search %d cannot be run: %s", search.id, error)
            with office.session() as session:
                searches.note_found(session, search.id, search.total, (), ())
    return len(due[:AT_ONCE])

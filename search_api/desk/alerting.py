"""Running saved searches again, and telling what is new."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.viewer import Viewer
from office.base import now
from office.folders import searches, watches
from office.folders.errors import NotHeld
from office.folders.models import SavedSearch, SearchWatch
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
    """Run one saved search with the rights of who asks and record what it found for them.

    Returns:
        Ids of new matches, best first; none on the first run of somebody else than its owner.

    Raises:
        RetrievalError: as :func:`run`.
    """
    done = run(
        searcher, actor.viewer, search.query, search.case_text, search.filters, search.order, search.within
    )
    with office.session() as session:
        return watches.note_found(
            session, actor, search.id, done.total, done.found, set(done.found[:ALERTED])
        )


def check_due(office: Office, searcher: Searcher, actor: Actor) -> int:
    """Run the saved searches of which this user wants alerts and that were not run for them for a while.

    A search that the library no longer understands is passed over; its users see why when opening it.

    Returns:
        How many were run.
    """
    with office.reading() as session:
        watched = watches.watches(session, actor)
        seen = [search for search, _ in searches.visible_searches(session, actor)]
    due = [
        (watch.checked, search.id, search, watch.total) for search in seen
        if (watch := watched.get(search.id)) and watch.alert and now() - watch.checked > EVERY
    ]  # fmt: skip
    due.sort(key=lambda one: one[:2])
    for _, _, search, total in due[:AT_ONCE]:
        try:
            check(office, searcher, actor, search)
        except RetrievalError as error:
            log.warning("saved search %d cannot be run: %s", search.id, error)
            with office.session() as session:
                watches.note_found(session, actor, search.id, total, (), ())
        except NotHeld:
            log.info("saved search %d was taken away meanwhile", search.id)
    return len(due[:AT_ONCE])


def ran(
    office: Office, searcher: Searcher, actor: Actor, kept: Sequence[SavedSearch]
) -> tuple[list[tuple[SavedSearch, SearchWatch]], list[str]]:
    """Saved searches with what they found for this user; those of colleagues that they never ran are run.

    Returns:
        The searches, and the names of those that the library no longer understands.
    """
    with office.reading() as session:
        watched = watches.watches(session, actor)
    unusable = []
    for search in kept:
        if search.id in watched:
            continue
        try:
            check(office, searcher, actor, search)
        except RetrievalError as error:
            log.warning("saved search %d cannot be run: %s", search.id, error)
            unusable.append(search.name)
    with office.reading() as session:
        watched = watches.watches(session, actor)
    return [(search, watched[search.id]) for search in kept if search.id in watched], unusable

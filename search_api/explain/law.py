"""Passages that raise the likeness of the law: the citations of shared articles, the places that name the cause."""

from corpora.model import Document
from search_api.explain.models import Evidence, Place
from search_api.explain.passages import place
from search_api.explain.scoring import Pair, cause_places, law_without
from search_api.explain.units import Range
from search_api.retrieval.similarity import Comparison, statute_label

SHOWN = 6
PLACES = 8
"""Places of one article or cause that are shown; all of them count."""


def law_evidence(pair: Pair, comparison: Comparison) -> list[Evidence]:
    """Shared articles and the shared cause with their places, those whose loss would cost most first."""
    whole = pair.score("law")
    found = []
    for key in comparison.statutes:
        found.append(
            _item(pair, whole, statute_label(key), _cited(pair.document, key), _cited(pair.asked, key))
        )
    if comparison.cause:
        own = cause_places(pair.document.text, comparison.cause)
        found.append(
            _item(pair, whole, comparison.cause, own, cause_places(pair.asked.text, comparison.cause))
        )
    proved = [item for item in found if item is not None and item.drop > 0]
    return sorted(proved, key=lambda e: (-e.drop, e.document.start))[:SHOWN]


def _item(pair: Pair, whole: float, name: str, own: list[Range], asked: list[Range]) -> Evidence | None:
    if not own:
        return None  # It is known from elsewhere than the text: nothing can be shown.
    return Evidence(
        query=place(pair.asked.text, asked[0]) if asked else None,
        also_query=_places(pair.asked, asked[1:]),
        document=place(pair.document.text, own[0]),
        also=_places(pair.document, own[1:]),
        drop=round(whole - law_without(pair, own), 4),
        terms=[name],
    )


def _places(document: Document, ranges: list[Range]) -> list[Place]:
    return [place(document.text, span) for span in ranges[: PLACES - 1]]


def _cited(document: Document, key: str) -> list[Range]:
    """Where the article is cited, each place once."""
    return sorted({(s.start, s.end) for s in document.statutes if s.key == key and 0 <= s.start < s.end})

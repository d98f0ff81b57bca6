"""A result in the order of authority.

Art. 4 orders similar cases among themselves, it does not make an unlike guiding case similar: what is ordered are the
best rows by relevance, and within a tier relevance decides. Rows below follow as they were. Nothing is hidden.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from corpora.model import Court, Document, Kind, Tier
from corpora.vocab import courts
from search_api.authority.models import Place, Stream, StreamName
from search_api.authority.tiers import Authority, Home, is_recent, rank_of
from search_api.retrieval.errors import QueryError
from search_api.retrieval.models import Hit
from search_api.retrieval.rows import tier_of

ORDERED = 100
"""Rows by relevance that are ordered."""
SHARE = 0.45
"""Share of the best score from which a row is similar enough to be ordered before better ones of less authority; of
0.35 to 0.65 the one with the best tier in the first five as often as with 0.35, on the graded queries of the sample."""

_TIERS = {
    1: "第一顺位：指导性案例",
    2: "第二顺位：最高人民法院典型案例、生效裁判",
    3: "第三顺位：本省（自治区、直辖市）高级人民法院案例、生效裁判",
    4: "第四顺位：上一级法院及本院生效裁判",
}
_ANYWHERE = {3: "第三顺位：高级人民法院案例、生效裁判", 4: "第四顺位：中级、基层人民法院生效裁判"}
_STREAMS: dict[StreamName, str] = {
    "library": "人民法院案例库参考案例（单列）",
    "elsewhere": "其他法院裁判（不在第四条所列顺位）",
    "practice": "调解实践（单列，非裁判依据）",
    "none": "不适用顺位",
}
_ORDER: tuple[StreamName, ...] = ("authority", "library", "elsewhere", "practice", "none")


def home_of(court: str, today: dt.date | None) -> Home:
    """The home court by its name; an empty name is none.

    Raises:
        QueryError: not the name of a court.
    """
    if not court.strip():
        return Home(None, today)
    found: Court | None = courts().lookup(court.strip())
    if found is None:
        raise QueryError(f"“{court[:40]}”不是法院名称，应写全称，如“上海市浦东新区人民法院”", "home_court")
    return Home(found, today)


def placed(document: Document, home: Home) -> Place:
    """Where a document stands."""
    tier = tier_of(document)
    authority = Authority(tier, document.court, document.date)
    rank = rank_of(authority, home)
    stream = _stream(document, tier, rank)
    return Place(stream=stream, tier=rank, recent=is_recent(authority, home), label=label(stream, rank, home))


def label(stream: StreamName, tier: int | None, home: Home) -> str:
    """A tier or stream in Chinese; without a home court no tier is of one's own province."""
    if tier is None:
        return _STREAMS[stream]
    return _TIERS[tier] if home.court else _ANYWHERE.get(tier, _TIERS[tier])


def by_authority(hits: Sequence[Hit], documents: Mapping[str, Document], home: Home) -> list[Hit]:
    """The hits with their places, in order of authority, ranks counted anew from 1."""
    with_places = [
        hit.model_copy(update={"authority": placed(documents[hit.id], home)})
        for hit in hits
        if hit.id in documents
    ]
    least = SHARE * max((h.score for h in with_places), default=0.0)
    alike = [h for h in with_places if h.score >= least]
    rest = [h for h in with_places if h.score < least]
    ordered = sorted(alike, key=_key) + rest
    return [hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(ordered, 1)]


def streams(hits: Sequence[Hit], home: Home) -> list[Stream]:
    """How many rows of each tier and stream there are, in order; those without any are left out."""
    counts = Counter((h.authority.stream, h.authority.tier) for h in hits if h.authority)
    return [
        Stream(stream=stream, tier=tier, label=label(stream, tier, home), count=counts[stream, tier])
        for stream, tier in sorted(counts, key=lambda pair: (_ORDER.index(pair[0]), pair[1] or 0))
    ]


def _key(hit: Hit) -> tuple[int, int, bool, int]:
    place = hit.authority
    if place is None:
        return len(_ORDER), 0, False, hit.rank
    return _ORDER.index(place.stream), place.tier or 0, place.recent is False, hit.rank


def _stream(document: Document, tier: Tier, rank: int | None) -> StreamName:
    if rank is not None:
        return "authority"
    if tier is Tier.LIBRARY:
        return "library"
    if tier is Tier.PRACTICE:
        return "practice"
    return "elsewhere" if document.kind is Kind.JUDGMENT or tier in (Tier.HIGH, Tier.COURT) else "none"

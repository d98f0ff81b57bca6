"""Facet counts with labels; a facet's own filter is left out of its own counts, so that users can switch."""

from collections import Counter
from collections.abc import Sequence

from indexer.engine.filters import FACET_FIELDS, In
from indexer.engine.protocol import LexicalQuery, SearchEngine
from indexer.viewer import Viewer
from search_api.retrieval.errors import QueryError
from search_api.retrieval.fields import field_names
from search_api.retrieval.filtering import FieldFilter, combine, selections
from search_api.retrieval.models import FacetCount
from search_api.retrieval.similarity import dispute_label

LIMIT = 20
Pairs = list[tuple[str, int]]


def facet_fields(names: Sequence[str]) -> tuple[str, ...]:
    """Field names as typed → facet fields; ``all`` gives every one.

    Raises:
        QueryError: a name that is no facet.
    """
    found: list[str] = []
    for name in names:
        if name == "all":
            found.extend(FACET_FIELDS)
            continue
        field = field_names().field(name)
        if field not in FACET_FIELDS:
            known = "、".join(FACET_FIELDS)
            raise QueryError(f"“{name[:40]}”不能作为分面，可用的分面：{known}", "facets")
        found.append(field)
    return tuple(dict.fromkeys(found))


def count_facets(
    engine: SearchEngine,
    fields: Sequence[str],
    query: LexicalQuery,
    filters: Sequence[FieldFilter],
    viewer: Viewer,
    *,
    limit: int = LIMIT,
    also: Sequence[str] = (),
) -> dict[str, list[FacetCount]]:
    """Counts for each field, commonest first; a chosen value is kept even when it counts 0.

    Args:
        also: Documents that the query does not match by its words and that are shown all the same.
    """
    own = {f.field for f in filters}
    plain = [f for f in fields if f not in own]
    counted = (
        engine.facets(plain, viewer=viewer, query=query, filter=combine(filters), limit=limit)
        if plain
        else {}
    )
    for field in fields:
        if field in own:
            rest = combine(filters, without=field)
            counted |= engine.facets([field], viewer=viewer, query=query, filter=rest, limit=limit)
    if also:
        more = engine.facets(fields, viewer=viewer, filter=In("id", tuple(also)), limit=len(also))
        counted = {field: _added(counted.get(field, []), more[field], limit) for field in fields}
    chosen = selections(filters)
    result: dict[str, list[FacetCount]] = {}
    for field in fields:
        pairs = list(counted.get(field, []))
        known = {value for value, _ in pairs}
        pairs += [(value, 0) for value in chosen.get(field, ()) if value not in known]
        result[field] = [
            FacetCount(
                value=value,
                label=facet_label(field, value),
                count=count,
                selected=value in chosen.get(field, ()),
            )
            for value, count in pairs
        ]
    return result


def _added(a: Pairs, b: Pairs, limit: int) -> Pairs:
    """Counts of both, commonest first."""
    counts = Counter(dict(a)) + Counter(dict(b))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def facet_label(field: str, value: str) -> str:
    """What people are shown for a value."""
    if field == "dispute_type":
        return dispute_label(value)
    return f"{value}年" if field == "year" else field_names().value_label(field, value)

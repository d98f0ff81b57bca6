"""Filters, viewers and clauses to Elasticsearch queries. What only restricts stands in filter context."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from indexer.engine.elastic.tokens import term
from indexer.engine.filters import (
    KEYWORD_FIELDS,
    NUMERIC_FIELDS,
    And,
    Eq,
    Filter,
    FilterError,
    In,
    Not,
    Or,
    Range,
    asked,
    visible,
)
from indexer.engine.protocol import TEXT_FIELDS, Clause, LexicalQuery
from indexer.viewer import Viewer

MAX_KEYWORD = 500
"""Longer keyword values are cut to this many characters, in the index and in filters alike."""
_TERMS = 60_000
"""Values of one ``terms`` query; the server's own bound is 65,536."""
NOTHING: dict[str, Any] = {"match_none": {}}
EVERYTHING: dict[str, Any] = {"match_all": {}}

Query = dict[str, Any]


def search_query(query: LexicalQuery, viewer: Viewer, filter: Filter | None) -> Query:
    """The clauses, restricted to what the filter and the viewer allow."""
    restricted = {"filter": allowed(viewer, filter)}
    if not query.clauses:
        return {"bool": restricted}
    return {"bool": {"must": [clauses(query)], **restricted}}


def allowed(viewer: Viewer, filter: Filter | None) -> list[Query]:
    """Conditions that all have to hold: what the viewer may learn of and the filter matches."""
    parts = [filter_query(visible(viewer))]
    if filter is not None:
        parts.append(filter_query(asked(filter)))
    return parts


def clauses(query: LexicalQuery) -> Query:
    """The scoring part of a query that has at least one clause."""
    parts: dict[str, list[Query]] = {"should": [], "must": [], "must_not": []}
    for clause in query.clauses:
        units = _units(clause, query.boosts)
        if clause.occur == "should":
            parts["should"] += units
        else:
            parts[clause.occur].append(_any_of(units))
    if all(clause.occur == "must_not" for clause in query.clauses):
        return {"bool": {"filter": [EVERYTHING], "must_not": parts["must_not"]}}
    if not parts["must"] and not parts["should"]:
        return NOTHING
    made: dict[str, Any] = {name: some for name, some in parts.items() if some}
    if not parts["must"]:
        made["minimum_should_match"] = 1
    return {"bool": made}


def filter_query(filter: Filter) -> Query:
    """The documents that a filter matches.

    Raises:
        FilterError: an unknown field, or a value that the field cannot hold.
    """
    match filter:
        case Eq(name, value):
            return {"term": {name: {"value": _value(name, value)}}}
        case In(name, values):
            found = [_value(name, value) for value in values]
            _check(name)
            parts = [{"terms": {name: found[at : at + _TERMS]}} for at in range(0, len(found), _TERMS)]
            return _any_of(parts)
        case Range(name, low, high):
            if name not in NUMERIC_FIELDS:
                raise FilterError(f"A range needs one of {', '.join(NUMERIC_FIELDS)}, not {name}.")
            bounds = {key: bound for key, bound in (("gte", low), ("lte", high)) if bound is not None}
            return {"range": {name: bounds}} if bounds else {"exists": {"field": name}}
        case And(parts):
            return {"bool": {"filter": [filter_query(part) for part in parts] or [EVERYTHING]}}
        case Or(parts):
            return _any_of([filter_query(part) for part in parts])
        case Not(part):
            return {"bool": {"filter": [EVERYTHING], "must_not": [filter_query(part)]}}
        case _:
            assert_never(filter)


def _units(clause: Clause, boosts: Mapping[str, float]) -> list[Query]:
    unknown = [name for name in clause.fields if name not in TEXT_FIELDS]
    if unknown:
        raise FilterError(f"There is no text field {unknown[0]}; there are {', '.join(TEXT_FIELDS)}.")
    if clause.weights and len(clause.weights) != len(clause.tokens):
        raise ValueError(f"{len(clause.weights)} weights for {len(clause.tokens)} tokens")
    return [unit for name in clause.fields for unit in _in_field(clause, name, boosts.get(name, 1.0))]


def _in_field(clause: Clause, name: str, boost: float) -> Iterable[Query]:
    if clause.phrase and len(clause.tokens) > 1:
        words = " ".join(term(token) for token in clause.tokens)
        weight = max(clause.weights) if clause.weights else 1.0
        yield {"match_phrase": {name: {"query": words, "boost": weight * boost}}}
        return
    weights: Sequence[float] = clause.weights or (1.0,) * len(clause.tokens)
    for token, weight in zip(clause.tokens, weights, strict=True):
        yield {"term": {name: {"value": term(token), "boost": weight * boost}}}


def _value(name: str, value: str | int) -> str | int:
    _check(name)
    if name in KEYWORD_FIELDS:
        return str(value)[:MAX_KEYWORD]
    try:
        return int(value)
    except ValueError as error:
        raise FilterError(f"{name} needs a whole number, not {value!r}.") from error


def _check(name: str) -> None:
    if name not in KEYWORD_FIELDS and name not in NUMERIC_FIELDS:
        raise FilterError(f"There is no field {name} to filter on.")


def _any_of(parts: list[Query]) -> Query:
    if not parts:
        return NOTHING
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}

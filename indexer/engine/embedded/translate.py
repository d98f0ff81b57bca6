"""Filters, viewers and clauses to tantivy queries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, assert_never

from tantivy import FieldType, Occur, Query

from corpora.model import AccessLevel
from indexer.engine.embedded.schema import MAX_KEYWORD
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


class Translator:
    """Builds queries for one schema. Everything that only restricts scores exactly 0."""

    def __init__(self, schema: Any, levels: Callable[[], frozenset[AccessLevel]]) -> None:
        self._schema, self._levels = schema, levels

    def everything(self, viewer: Viewer) -> bool:
        """Whether nothing is hidden from the viewer, nor was: the index need not be asked with a filter."""
        levels = self._levels()
        if levels <= {AccessLevel.PUBLIC}:
            return True
        return viewer.sees_everything and AccessLevel.REDACTED not in levels

    def search(self, query: LexicalQuery, viewer: Viewer, filter: Filter | None) -> Any:
        """The clauses, restricted to what the filter and the viewer allow."""
        if query.clauses and filter is None and self.everything(viewer):
            return self.clauses(query)
        allowed = self.allowed(viewer, filter)
        if not query.clauses:
            return allowed
        return Query.boolean_query([(Occur.Must, self.clauses(query)), (Occur.Must, allowed)])

    def allowed(self, viewer: Viewer, filter: Filter | None) -> Any:
        """Documents that the viewer may learn of and that the filter matches, all with score 0."""
        parts = [self._viewer(viewer)] + ([self._filter(asked(filter))] if filter is not None else [])
        return Query.const_score_query(_all_of(parts), 0.0)

    def clauses(self, query: LexicalQuery) -> Any:
        """The scoring part of a query that has at least one clause."""
        parts: list[tuple[Any, Any]] = []
        occurs = {"should": Occur.Should, "must": Occur.Must, "must_not": Occur.MustNot}
        for clause in query.clauses:
            parts += self._clause(clause, query.boosts, occurs[clause.occur])
        if all(clause.occur == "must_not" for clause in query.clauses):
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(parts) if parts else Query.empty_query()

    def _clause(self, clause: Clause, boosts: Mapping[str, float], occur: Any) -> list[tuple[Any, Any]]:
        unknown = [name for name in clause.fields if name not in TEXT_FIELDS]
        if unknown:
            raise FilterError(f"There is no text field {unknown[0]}; there are {', '.join(TEXT_FIELDS)}.")
        if clause.weights and len(clause.weights) != len(clause.tokens):
            raise ValueError(f"{len(clause.weights)} weights for {len(clause.tokens)} tokens")
        units = [
            _boost(unit, weight * boosts.get(name, 1.0))
            for name in clause.fields
            for unit, weight in self._units(clause, name)
        ]
        if occur is Occur.Should:
            return [(Occur.Should, unit) for unit in units]
        if not units:
            return [(occur, Query.empty_query())]
        return [(occur, _any_of(units))]

    def _units(self, clause: Clause, name: str) -> Iterable[tuple[Any, float]]:
        if clause.phrase and len(clause.tokens) > 1:
            weight = max(clause.weights) if clause.weights else 1.0
            yield Query.phrase_query(self._schema, name, list(clause.tokens)), weight
            return
        for token, weight in zip(clause.tokens, clause.weights or (1.0,) * len(clause.tokens), strict=True):
            yield Query.term_query(self._schema, name, token), weight

    def _viewer(self, viewer: Viewer) -> Any:
        if self.everything(viewer):
            return Query.all_query()
        return self._filter(visible(viewer))

    def _filter(self, filter: Filter) -> Any:
        match filter:
            case Eq(name, value):
                return self._term(name, value)
            case In(name, values):
                _check(name)
                return _any_of([self._term(name, value) for value in values])
            case Range(name, low, high):
                if name not in NUMERIC_FIELDS:
                    raise FilterError(f"A range needs one of {', '.join(NUMERIC_FIELDS)}, not {name}.")
                if low is None and high is None:
                    return Query.exists_query(name)
                return Query.range_query(self._schema, name, FieldType.Integer, low, high)
            case And(parts):
                return _all_of([self._filter(part) for part in parts])
            case Or(parts):
                return _any_of([self._filter(part) for part in parts])
            case Not(part):
                return Query.boolean_query(
                    [(Occur.Must, Query.all_query()), (Occur.MustNot, self._filter(part))]
                )
            case _:
                assert_never(filter)

    def _term(self, name: str, value: str | int) -> Any:
        _check(name)
        if name in KEYWORD_FIELDS:
            return Query.term_query(self._schema, name, str(value)[:MAX_KEYWORD])
        try:
            return Query.term_query(self._schema, name, int(value))
        except ValueError as error:
            raise FilterError(f"{name} needs a whole number, not {value!r}.") from error


def _check(name: str) -> None:
    if name not in KEYWORD_FIELDS and name not in NUMERIC_FIELDS:
        raise FilterError(f"There is no field {name} to filter on.")


def _boost(query: Any, weight: float) -> Any:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _all_of(parts: list[Any]) -> Any:
    if not parts:
        return Query.all_query()
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])


def _any_of(parts: list[Any]) -> Any:
    if not parts:
        return Query.empty_query()
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Should, part) for part in parts])

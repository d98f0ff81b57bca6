"""Query → lexical clauses. Long texts are cut to the terms that carry."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from indexer.analysis import Analyzer
from indexer.engine.protocol import Clause, LexicalQuery, SearchEngine
from indexer.viewer import LOCAL_OWNER, Viewer
from search_api.retrieval.understanding import EXPANSION_WEIGHT, Understanding

MAX_TERMS = 100
"""Words looked for; a longer query is cut to the best by tf·idf."""
MAX_BIGRAMS = 64
CACHE = 200_000

WORD_FIELDS = ("title", "abstract", "body")
BOOSTS = {"title": 0.3, "abstract": 0.8, "body": 1.0, "bigram": 0.5, "identifier_text": 2.0}
"""Chosen on the development queries for cases; a title of a judgment is mostly names."""


@dataclass(slots=True)
class TermStatistics:
    """Document frequencies, asked of the engine once each and forgotten when the library changes.

    They are counted among what the viewer may see: a weight that rose with a hidden record would tell of it.
    """

    engine: SearchEngine
    viewer: Viewer = LOCAL_OWNER
    documents: int = -1
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget everything: the library changed."""
        self._counts = {}
        self.documents = -1

    def idf(self, term: str, field: str = "body") -> float:
        """As :meth:`idfs`, of one term."""
        return self.idfs((term,), field)[0]

    def idfs(self, terms: Sequence[str], field: str = "body") -> list[float]:
        """``ln(1 + (N - df + 0.5) / (df + 0.5))`` of BM25 for each term; 0 for one that no document has."""
        if self.documents < 0 or len(self._counts) > CACHE:
            self.reset()
            self.documents = self.engine.count(viewer=self.viewer)
        counts = self._counts
        new = [term for term in dict.fromkeys(terms) if (field, term) not in counts]
        if new:
            asked = self.engine.document_frequencies(new, field, viewer=self.viewer)
            counts.update(((field, term), count) for term, count in zip(new, asked, strict=True))
        return [self._weight(counts[field, term]) for term in terms]

    def _weight(self, count: int) -> float:
        if not count:
            return 0.0
        return math.log(1 + (max(self.documents, count) - count + 0.5) / (count + 0.5))


def select(tokens: Sequence[str], limit: int, statistics: TermStatistics, field: str) -> tuple[str, ...]:
    """The distinct tokens; of more than ``limit`` those with the highest (1 + ln tf)·idf, in order of mention."""
    counts = Counter(tokens)
    if len(counts) <= limit:
        return tuple(counts)
    idfs = statistics.idfs(tuple(counts), field)
    weight = {t: (1 + math.log(n)) * idf for (t, n), idf in zip(counts.items(), idfs, strict=True)}
    best = set(sorted(counts, key=lambda t: (-weight[t], t))[:limit])
    return tuple(t for t in counts if t in best and weight[t] > 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent to the engine, and the terms to mark in snippets."""

    lexical: LexicalQuery
    terms: tuple[str, ...]
    """Analysed words of the query."""
    expanded: tuple[str, ...]
    """Analysed words that were added."""
    strict: bool
    """A phrase or an exclusion must hold: nothing outside the lexical matches may be shown."""
    searchable: bool
    """False when the query asks for words but none can be looked up."""


def make_plan(understanding: Understanding, analyzer: Analyzer, statistics: TermStatistics) -> Plan:
    """Clauses for a query.

    With a phrase the words become a condition (one of them must occur), so that adding a phrase can only
    shrink the result: it is then a subset of the documents with one of the words. Phrases are looked for in
    the bigram field, where they match exactly whatever the word boundaries.
    """
    parsed = understanding.parsed
    strict = bool(parsed.phrases)
    terms = select(
        analyzer.query_terms(understanding.rest) or analyzer.terms(understanding.rest),
        MAX_TERMS,
        statistics,
        "body",
    )
    added = _added(understanding, analyzer, terms)
    bigrams = select(analyzer.query_bigrams(understanding.rest), MAX_BIGRAMS, statistics, "bigram")
    keys = tuple(dict.fromkeys((*understanding.identifiers, *(s.key for s in understanding.statutes))))
    clauses: list[Clause] = []
    if terms or added:
        weights = (1.0,) * len(terms) + (EXPANSION_WEIGHT,) * len(added)
        clauses.append(Clause((*terms, *added), "must" if strict else "should", WORD_FIELDS, weights=weights))
    if bigrams:
        clauses.append(Clause(bigrams, fields=("bigram",)))
    if keys:
        occur: Literal["must", "should"] = "must" if strict and not (terms or added) else "should"
        clauses.append(Clause(keys, occur, ("identifier_text",)))
    found = bool(clauses)
    exact = [_exact(phrase, "must", analyzer) for phrase in parsed.phrases]
    clauses.extend(c for c in exact if c is not None)
    clauses.extend(c for p in parsed.excluded if (c := _exact(p, "must_not", analyzer)) is not None)
    asked = bool(parsed.words)
    searchable = None not in exact and (found or not asked)
    return Plan(LexicalQuery(tuple(clauses), BOOSTS), terms, added, strict, searchable)


def _added(understanding: Understanding, analyzer: Analyzer, terms: Sequence[str]) -> tuple[str, ...]:
    """Words of the legal terms that lay words were expanded to."""
    return tuple(
        dict.fromkeys(
            token
            for expansion in understanding.expansions
            for legal in expansion.terms
            for token in analyzer.query_terms(legal)
            if token not in terms
        )
    )


def _exact(text: str, occur: Literal["must", "must_not"], analyzer: Analyzer) -> Clause | None:
    tokens = tuple(analyzer.bigrams(text))
    return Clause(tokens, occur, ("bigram",), phrase=len(tokens) > 1) if tokens else None

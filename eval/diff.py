"""What changed between two runs, query by query, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eval.collection import Qrels, Record
from eval.measures import Protocol, per_query
from eval.measures.ranking import order
from eval.runs import Run
from indexer.analysis import Analyzer, default_analyzer

_TERMS = 8
_PASSING = 3
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """A judged document whose place changed; ``None`` is below the run's depth."""

    document: str
    title: str
    grade: int
    before: int | None
    after: int | None
    matched: tuple[str, ...]
    """Words that it shares with the query, longest first."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A document that came to stand above the best relevant one, or no longer does."""

    document: str
    title: str
    grade: int | None
    """``None``: unjudged."""
    before: int | None
    after: int | None
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One query that gained or lost."""

    query: str
    text: str
    kind: str
    a: float
    b: float
    moves: tuple[Move, ...]
    passing: tuple[Passing, ...]

    @property
    def difference(self) -> float:
        """``b - a``; above 0 the query gained."""
        return self.b - self.a


def diff_runs(
    queries: Mapping[str, Record],
    documents: Mapping[str, Record],
    qrels: Qrels,
    a: Run,
    b: Run,
    protocol: Protocol,
    *,
    measure: str = "nDCG@10",
    analyzer: Analyzer | None = None,
) -> list[Change]:
    """Queries whose value of a measure differs, largest gain first, largest loss last.

    Args:
        queries: Queries by id.
        documents: At least the documents that the runs and judgments name.
        qrels: Judgments.
        a: The run before.
        b: The run after.
        protocol: Threshold and depth.
        measure: What a gain is counted in.
        analyzer: Cuts query and documents into words.
    """
    words = analyzer or default_analyzer()
    before, after = (per_query(qrels, run, protocol)[measure] for run in (a, b))
    found = []
    for query, judged in qrels.items():
        if abs(after[query] - before[query]) <= _EPSILON or query not in queries:
            continue
        record = queries[query]
        terms = words.query_terms(record.text)
        ranks_a, ranks_b = _ranks(a.get(query, {})), _ranks(b.get(query, {}))
        found.append(
            Change(
                query,
                record.text,
                str((record.metadata or {}).get("kind", "")),
                before[query],
                after[query],
                _moves(judged, documents, ranks_a, ranks_b, terms, words),
                _passing(judged, documents, ranks_a, ranks_b, terms, words, protocol),
            )
        )
    return sorted(found, key=lambda change: (-change.difference, change.query))


def needed_documents(qrels: Qrels, *runs: Run, depth: int = 20) -> set[str]:
    """Ids of the documents that a listing may name: all judged ones and the first of each run."""
    ids = {document for judged in qrels.values() for document in judged}
    for run in runs:
        for query in qrels:
            ids.update(order(run.get(query, {}))[:depth])
    return ids


def as_json(changes: list[Change]) -> dict[str, Any]:
    """Gains and losses apart, as ``fengqiao eval diff --json`` prints them."""
    rows = [asdict(change) | {"difference": change.difference} for change in changes]
    return {
        "gained": [row for row in rows if row["difference"] > 0],
        "lost": [row for row in reversed(rows) if row["difference"] < 0],
    }


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    return {document: place for place, document in enumerate(order(scores), 1)}


def _moves(
    judged: Mapping[str, int],
    documents: Mapping[str, Record],
    before: Mapping[str, int],
    after: Mapping[str, int],
    terms: list[str],
    words: Analyzer,
) -> tuple[Move, ...]:
    moved = [d for d, grade in judged.items() if grade > 0 and before.get(d) != after.get(d)]
    moved.sort(key=lambda d: (-judged[d], after.get(d, before.get(d, 0)), d))
    return tuple(
        Move(
            d,
            _title(documents, d),
            judged[d],
            before.get(d),
            after.get(d),
            _matched(documents, d, terms, words),
        )
        for d in moved
    )


def _passing(
    judged: Mapping[str, int],
    documents: Mapping[str, Record],
    before: Mapping[str, int],
    after: Mapping[str, int],
    terms: list[str],
    words: Analyzer,
    protocol: Protocol,
) -> tuple[Passing, ...]:
    """Documents of less than a relevant grade that stand above the best relevant one in one of the runs only."""

    def above(ranks: Mapping[str, int]) -> set[str]:
        relevant = [ranks[d] for d, grade in judged.items() if grade >= protocol.threshold and d in ranks]
        limit = min(relevant, default=protocol.depth + 1)
        return {d for d, rank in ranks.items() if rank < limit and judged.get(d, 0) < protocol.threshold}

    changed = above(before) ^ above(after)
    nearest = sorted(changed, key=lambda d: (min(before.get(d, 10**6), after.get(d, 10**6)), d))[:_PASSING]
    return tuple(
        Passing(
            d,
            _title(documents, d),
            judged.get(d),
            before.get(d),
            after.get(d),
            _matched(documents, d, terms, words),
        )
        for d in nearest
    )


def _title(documents: Mapping[str, Record], id: str) -> str:
    return documents[id].title if id in documents else ""


def _matched(documents: Mapping[str, Record], id: str, terms: list[str], words: Analyzer) -> tuple[str, ...]:
    if id not in documents:
        return ()
    record = documents[id]
    there = set(words.terms(f"{record.title}\n{record.text}"))
    shared = [term for term in terms if term in there]
    return tuple(sorted(shared, key=lambda term: (-len(term), term))[:_TERMS])

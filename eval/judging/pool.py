"""A pool: the first documents of several runs, without a sign of where they come from.

Pooling: Spärck Jones & van Rijsbergen, Report on the need for and provision of an "ideal" information retrieval test
collection, 1975. A pool is a folder of its own, texts included, so that it can be judged on a machine without anything else.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.collection import Collection, Qrels, Record, read_records
from eval.errors import EvalError
from eval.measures.ranking import order
from eval.prepare.folder import write_lines
from eval.runs import Run

PAIRS, QUERIES, DOCUMENTS, ORIGINS = "pairs.jsonl", "queries.jsonl", "documents.jsonl", "origins.jsonl"
Pair = tuple[str, str]
"""Query id and document id."""


@dataclass(frozen=True)
class Pool:
    """What there is to judge."""

    folder: Path
    pairs: Sequence[Pair]
    queries: Mapping[str, Record]
    documents: Mapping[str, Record]

    def order_for(self, annotator: str) -> list[Pair]:
        """The pairs in this annotator's order: query by query, both shuffled by a hash of the annotator's name.

        So neither rank nor run shows, and a mistake that comes with tiredness falls on other pairs for each annotator.
        """
        return sorted(
            self.pairs, key=lambda pair: (_hash(annotator, pair[0]), pair[0], _hash(annotator, *pair))
        )


def make_pool(
    collection: Collection,
    runs: Mapping[str, Run],
    out: Path,
    *,
    depth: int,
    split: str | None = None,
    only_unjudged: bool = False,
) -> dict[str, Any]:
    """Write a pool of the first ``depth`` documents of every run for the queries of a split.

    Args:
        collection: Where queries, documents and earlier judgments come from.
        runs: By name; the names go to ``origins.jsonl``, which the judging page does not read.
        out: A new folder.
        depth: Documents taken of each run.
        split: Default: the only one, else dev, else test.
        only_unjudged: Leave out pairs that the collection has a judgment of.

    Raises:
        EvalError: no runs, nothing to judge, a document that the corpus lacks, or a pool in ``out`` already.
    """
    if not runs:
        raise EvalError("at least one run is needed")
    if (out / PAIRS).exists():
        raise EvalError(f"{out}: holds a pool already; choose another folder")
    qrels = collection.qrels(collection.split(split))
    taken = _taken(runs, qrels, depth, only_unjudged)
    if not taken:
        raise EvalError("nothing to judge: no document of the runs is left")
    pairs = sorted(taken, key=lambda pair: _hash("pool", *pair))
    wanted = {document for _, document in pairs}
    documents = {record.id: record for record in collection.documents() if record.id in wanted}
    if lost := sorted(wanted - documents.keys()):
        raise EvalError(
            f"{collection.name}: {len(lost)} documents of the runs are not in the corpus, such as {lost[0]}"
        )
    queries = collection.queries()
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / QUERIES, (_row(queries[query]) for query in sorted({query for query, _ in pairs})))
    write_lines(out / DOCUMENTS, (_row(documents[id]) for id in sorted(documents)))
    write_lines(out / ORIGINS, ({"query": q, "document": d, "ranks": taken[q, d]} for q, d in sorted(pairs)))
    write_lines(out / PAIRS, ({"query": query, "document": document} for query, document in pairs))
    return {
        "pool": str(out),
        "runs": list(runs),
        "depth": depth,
        "queries": len({query for query, _ in pairs}),
        "documents": len(documents),
        "pairs": len(pairs),
        "judged_before": sum(document in qrels[query] for query, document in pairs),
    }


def open_pool(folder: Path) -> Pool:
    """The pool in a folder.

    Raises:
        EvalError: there is none, or it is damaged.
    """
    for name in (PAIRS, QUERIES, DOCUMENTS):
        if not (folder / name).is_file():
            raise EvalError(f"{folder}: not a pool, {name} is missing")
    queries = {record.id: record for record in read_records(folder / QUERIES)}
    documents = {record.id: record for record in read_records(folder / DOCUMENTS)}
    pairs: list[Pair] = []
    for number, line in enumerate((folder / PAIRS).read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            pair = row["query"], row["document"]
        except (ValueError, KeyError, TypeError) as error:
            raise EvalError(f"{folder / PAIRS}, line {number}: not a pair ({error})") from error
        if pair[0] not in queries or pair[1] not in documents:
            raise EvalError(f"{folder / PAIRS}, line {number}: query or document is not in the pool")
        pairs.append(pair)
    return Pool(folder, pairs, queries, documents)


def _taken(
    runs: Mapping[str, Run], qrels: Qrels, depth: int, only_unjudged: bool
) -> dict[Pair, dict[str, int]]:
    taken: dict[Pair, dict[str, int]] = {}
    for name, run in runs.items():
        for query in qrels:
            for rank, document in enumerate(order(run.get(query, {}))[:depth], 1):
                if not (only_unjudged and document in qrels[query]):
                    taken.setdefault((query, document), {})[name] = rank
    return taken


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {"_id": record.id, "text": record.text}
    return row | ({"title": record.title} if record.title else {})


def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()

"""An encoder measured alone: every query against every text of a collection, by cosine."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from eval.collection import Collection
from eval.measures import Protocol, default_threshold, per_query
from eval.runs import Run
from indexer.encoder.protocol import Encoder

_BATCH = 2_000


def encoder_measures(collection: Collection, split: str, encoder: Encoder) -> dict[str, float]:
    """Mean of every measure over the judged queries of a split; one vector a text, its beginning only.

    Args:
        collection: A collection small enough to compare without an index.
        split: Name of its judgments.
        encoder: What is measured.
    """
    qrels = collection.qrels(split)
    queries = {id: record.text for id, record in collection.queries().items() if id in qrels}
    ids: list[str] = []
    parts: list[NDArray[np.float32]] = []
    batch: list[str] = []
    for record in collection.documents():
        ids.append(record.id)
        batch.append(f"{record.title}\n{record.text}")
        if len(batch) == _BATCH:
            parts.append(encoder.encode(batch))
            batch = []
    parts.append(encoder.encode(batch))
    protocol = replace(Protocol(), threshold=default_threshold(qrels))
    run = _run(queries, ids, np.concatenate(parts), encoder, protocol.depth)
    values = per_query(qrels, run, protocol)
    return {name: float(np.mean(list(by_query.values()))) for name, by_query in values.items()}


def _run(
    queries: dict[str, str], ids: Sequence[str], texts: NDArray[np.float32], encoder: Encoder, depth: int
) -> Run:
    run: dict[str, dict[str, float]] = {}
    asked = encoder.encode(list(queries.values()))
    for id, vector in zip(queries, asked, strict=True):
        scores = texts @ vector
        best = np.argsort(-scores, kind="stable")[:depth]
        run[id] = {ids[at]: float(scores[at]) for at in best}
    return run

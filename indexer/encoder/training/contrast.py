"""The contrastive step: a query shall be nearer to its text than to other texts (InfoNCE, van den Oord 2018)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoder.training.pairs import REFRESH, Batch, PairSource
from indexer.encoder.training.pooling import Floats, bags, pool, unpool

TEMPERATURE = 0.05
RATE = 2.5e-3
"""Of Adam, relative to the root mean square of the table; falls to 0 linearly."""
_B1, _B2, _EPSILON = 0.9, 0.999, 1e-8
_KEEP_EVERY = REFRESH
"""Steps between checkpoints: where distractors are found anew, so that a resumed training is the same training."""
_EXCLUDED = -30.0
"""Logit of a text that answers the query too: neither sought nor pushed away."""


@dataclass(slots=True)
class _State:
    """Everything that a step changes."""

    table: Floats
    first: Floats
    second: Floats
    step: int = 0


def contrast(
    table: Floats,
    sources: Sequence[PairSource],
    *,
    steps: int,
    seed: int,
    checkpoint: Path | None = None,
    say: Callable[[str], None] | None = None,
) -> Floats:
    """Train the table on batches of the sources in turn.

    Args:
        table: float32[n_tokens, dim], the start; not changed.
        sources: Give batches; a step takes one of them by turns.
        steps: Batches altogether.
        seed: Every batch depends on this and its number alone, so that a resumed training goes on the same.
        checkpoint: File that is written now and then, and read when it is there.
        say: Told one line every hundred steps.

    Returns:
        float32[n_tokens, dim].
    """
    scale = float(np.sqrt((table**2).mean())) or 1.0
    state = _resumed(checkpoint) or _State(table.copy(), np.zeros_like(table), np.zeros_like(table))
    while state.step < steps:
        rng = np.random.default_rng((seed, state.step))
        batch = sources[state.step % len(sources)].batch(state.table, state.step, rng)
        loss, gradient = loss_and_gradient(state.table, batch)
        rate = RATE * scale * (1 - state.step / steps)
        state.step += 1
        _adam(state, gradient, rate)
        if say is not None and (state.step % 100 == 0 or state.step == steps):
            say(f"contrast {state.step}/{steps}, loss {loss:.3f}")
        if checkpoint is not None and state.step % _KEEP_EVERY == 0:
            _keep(state, checkpoint)
    return state.table


def loss_and_gradient(table: Floats, batch: Batch) -> tuple[float, Floats]:
    """InfoNCE of a batch in both directions, and its gradient by the table (float32[n_tokens, dim]).

    Query to text counts all texts of the batch, text to query the matching ones only.
    """
    queries, texts = bags(batch.queries, len(table)), bags(batch.texts, len(table))
    a, a_norms = pool(table, queries)
    b, b_norms = pool(table, texts)
    n = len(batch.queries)
    diagonal = np.arange(n)
    logits = a @ b.T / TEMPERATURE
    logits[batch.excluded] = _EXCLUDED
    forward, backward = _softmax(logits), _softmax(logits[:, :n].T)
    picked = np.log(forward[diagonal, diagonal]) + np.log(backward[diagonal, diagonal])
    push = forward.copy()
    push[:, :n] += backward.T
    push[diagonal, diagonal] -= 2
    push[batch.excluded] = 0
    push /= 2 * n * TEMPERATURE
    gradient = unpool(queries, a, a_norms, (push @ b).astype(table.dtype))
    gradient += unpool(texts, b, b_norms, (push.T @ a).astype(table.dtype))
    return float(-picked.mean() / 2), gradient


def _adam(state: _State, gradient: Floats, rate: float) -> None:
    """One step of Adam (Kingma, Ba 2015)."""
    state.first += (1 - _B1) * (gradient - state.first)
    state.second += (1 - _B2) * (gradient**2 - state.second)
    change = np.sqrt(state.second / (1 - _B2**state.step))
    change += _EPSILON
    np.divide(state.first, change, out=change)
    state.table -= change * np.float32(rate / (1 - _B1**state.step))


def _keep(state: _State, path: Path) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        np.savez(file, table=state.table, first=state.first, second=state.second, step=np.int64(state.step))
    temporary.replace(path)


def _resumed(path: Path | None) -> _State | None:
    if path is None or not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        return _State(kept["table"], kept["first"], kept["second"], int(kept["step"]))


def _softmax(logits: NDArray[np.float32]) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = np.maximum(shifted / shifted.sum(axis=1, keepdims=True), 1e-30)
    return result

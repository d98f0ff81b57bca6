"""The contrastive step: a piece of a text shall be nearer to the rest of its text than to other texts."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TEMPERATURE = 0.05
RATE = 1.5e-3
"""Of Adam, relative to the root mean square of the table; falls to 0 linearly."""
KEPT = 0.8
"""Share of the trained table in the result; the rest is the start, which holds it near what co-occurrence says."""
_LEAST = 12
"""Tokens below which a text gives no pair."""
_B1, _B2, _EPSILON = 0.9, 0.999, 1e-8


def contrast(
    table: Floats,
    texts: Sequence[NDArray[np.int32]],
    *,
    steps: int,
    rng: np.random.Generator,
    batch: int = 256,
    say: Callable[[str], None] | None = None,
) -> Floats:
    """InfoNCE in both directions over inverse-cloze pairs (a fifth of a text, and the rest of it).

    Returns:
        float32[n_tokens, dim], a mixture of the trained table and the given one.
    """
    usable = [text for text in texts if len(text) >= _LEAST]
    if len(usable) < 2:
        return table
    scale = float(np.sqrt((table**2).mean())) or 1.0
    trained = table.copy()
    first, second = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, steps + 1):
        chosen = rng.choice(len(usable), size=min(batch, len(usable)), replace=False)
        pairs = [_cloze(usable[i], rng) for i in chosen]
        loss, gradient = loss_and_gradient(trained, [p[0] for p in pairs], [p[1] for p in pairs])
        first += (1 - _B1) * (gradient - first)
        second += (1 - _B2) * (gradient**2 - second)
        rate = RATE * scale * (1 - (step - 1) / steps)
        trained -= rate * (first / (1 - _B1**step)) / (np.sqrt(second / (1 - _B2**step)) + _EPSILON)
        if say is not None and (step == 1 or step % 50 == 0):
            say(f"contrast {step}/{steps}, loss {loss:.3f}")
    return (KEPT * trained + (1 - KEPT) * table).astype(np.float32)


def loss_and_gradient(
    table: Floats, left: Sequence[NDArray[np.int32]], right: Sequence[NDArray[np.int32]]
) -> tuple[float, Floats]:
    """Symmetric InfoNCE of text pairs and its gradient by the table (float32[n_tokens, dim])."""
    a, a_norm = _pool(table, left)
    b, b_norm = _pool(table, right)
    logits = a @ b.T / TEMPERATURE
    forward, backward = _softmax(logits), _softmax(logits.T)
    n = len(left)
    diagonal = np.arange(n)
    picked = np.log(forward[diagonal, diagonal]) + np.log(backward[diagonal, diagonal])
    push = forward + backward.T
    push[diagonal, diagonal] -= 2
    push /= 2 * n * TEMPERATURE
    gradient = np.zeros_like(table)
    _unpool(gradient, left, a, a_norm, (push @ b).astype(table.dtype))
    _unpool(gradient, right, b, b_norm, (push.T @ a).astype(table.dtype))
    return float(-picked.mean() / 2), gradient


def _cloze(text: NDArray[np.int32], rng: np.random.Generator) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    length = max(_LEAST // 3, len(text) // 5)
    start = int(rng.integers(0, len(text) - length + 1))
    return text[start : start + length], np.concatenate([text[:start], text[start + length :]])


def _pool(table: Floats, texts: Sequence[NDArray[np.int32]]) -> tuple[Floats, Floats]:
    means = np.stack([table[text].mean(axis=0) for text in texts])
    norms = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return means / norms, norms


def _unpool(
    gradient: Floats, texts: Sequence[NDArray[np.int32]], unit: Floats, norms: Floats, push: Floats
) -> None:
    """Back through normalising and averaging."""
    through = (push - unit * (unit * push).sum(axis=1, keepdims=True)) / norms
    for text, row in zip(texts, through, strict=True):
        ids, times = np.unique(text, return_counts=True)
        gradient[ids] += (times[:, None] / len(text)).astype(np.float32) * row


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = np.maximum(shifted / shifted.sum(axis=1, keepdims=True), 1e-30)
    return result

"""Share of near-identical texts, by MinHash over character 8-grams (Broder 1997)."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE, BANDS, ROWS = 8, 16, 4


def near_identical_share(texts: Sequence[str], *, threshold: float = 0.8) -> float:
    """Share of texts that have another text with estimated Jaccard of ``threshold`` or more."""
    signatures = np.stack([_signature(text) for text in texts])
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for index, signature in enumerate(signatures):
        for band in range(BANDS):
            buckets[band, signature[band * ROWS : (band + 1) * ROWS].tobytes()].append(index)
    alike = np.zeros(len(texts), dtype=bool)
    for members in buckets.values():
        for position, first in enumerate(members):
            for second in members[position + 1 :]:
                if np.mean(signatures[first] == signatures[second]) >= threshold:
                    alike[[first, second]] = True
    return float(alike.mean())


def _signature(text: str) -> NDArray[np.uint64]:
    width = BANDS * ROWS
    shingles = {text[i : i + SHINGLE] for i in range(0, max(1, len(text) - SHINGLE))}
    hashes = np.array(
        [
            int.from_bytes(hashlib.blake2b(s.encode("utf-8", "replace"), digest_size=4).digest())
            for s in shingles
        ],
        dtype=np.uint64,
    )
    generator = np.random.default_rng(1)
    a = generator.integers(1, 2**32, size=width, dtype=np.uint64) | np.uint64(1)
    b = generator.integers(0, 2**32, size=width, dtype=np.uint64)
    mixed = (hashes[:, None] * a + b) & np.uint64(0xFFFFFFFF)
    return np.asarray(mixed.min(axis=0))

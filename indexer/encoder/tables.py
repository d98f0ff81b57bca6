"""The folder format of a static encoder: int8 rows with one scale each, and a tokenizer."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "weights.npz"
TOKENIZER = "tokenizer.json"


def quantise(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as int8 with one scale a row, the largest entry of a row becoming ±127.

    Args:
        table: float32[n_tokens, dim].

    Returns:
        ``int8[n_tokens, dim]`` and ``float32[n_tokens]``; a zero row has scale 0.
    """
    scales = (np.abs(table).max(axis=1, initial=0.0) / 127.0).astype(np.float32)
    divisor = np.where(scales > 0, scales, 1.0)[:, None]
    return np.rint(table / divisor).astype(np.int8), scales


def dequantise(rows: NDArray[np.int8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """The float32[n_tokens, dim] table that :func:`quantise` was given, up to rounding."""
    table = rows.astype(np.float32)
    table *= scales[:, None]
    return table


def write_tables(folder: Path, table: NDArray[np.float32], tokenizer_json: str) -> None:
    """Write a folder that :meth:`StaticEncoder.load` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(table)
    with (folder / WEIGHTS).open("wb") as file:
        np.savez(file, rows=rows, scales=scales)
    (folder / TOKENIZER).write_text(tokenizer_json, encoding="utf-8")


def read_tables(folder: Path) -> NDArray[np.float32]:
    """The float32 token table of an encoder folder.

    Raises:
        ValueError: the file has no such arrays or their shapes do not fit.
    """
    with np.load(folder / WEIGHTS, allow_pickle=False) as arrays:
        if not {"rows", "scales"} <= set(arrays.files):
            raise ValueError(f"{folder / WEIGHTS}: not encoder weights, expected arrays 'rows' and 'scales'")
        rows, scales = arrays["rows"], arrays["scales"]
    if rows.ndim != 2 or rows.dtype != np.int8 or scales.shape != rows.shape[:1]:
        raise ValueError(
            f"{folder / WEIGHTS}: expected int8 rows with one scale each, got {rows.dtype}{rows.shape}"
        )
    return dequantise(rows, scales.astype(np.float32))

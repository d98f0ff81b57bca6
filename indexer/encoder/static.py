"""A static encoder: one vector a token, mean-pooled; numpy and tokenizers, nothing else."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexer.encoder.running import RunningSums
from indexer.encoder.tables import TOKENIZER, WEIGHTS, read_tables

DATA = Path(__file__).parent / "data"
DEFAULT_NAME = "zhlaw-static-256"
MAX_TOKENS = 512
"""Tokens of a text that count; the model was trained and measured with texts cut there."""
_MAX_CHARS = 4 * MAX_TOKENS
"""No text is tokenised beyond this: a token has 1.7 characters on average, so 512 tokens lie well within."""
_BATCH = 256


class StaticEncoder:
    """Mean of token vectors, L2-normalised.

    Args:
        name: Shown to people and pinned in the index manifest.
        table: float32[n_tokens, dim].
        tokenizer: Gives token ids below ``n_tokens``.
        fingerprint: Changes whenever any vector could.
    """

    def __init__(self, name: str, table: NDArray[np.float32], tokenizer: Tokenizer, fingerprint: str) -> None:
        if tokenizer.get_vocab_size() > table.shape[0]:
            raise ValueError(
                f"encoder {name}: the tokenizer has {tokenizer.get_vocab_size()} tokens, "
                f"the table {table.shape[0]} rows"
            )
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.name = name
        self.fingerprint = fingerprint
        self.dim = int(table.shape[1])
        self._table = table
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, path: Path | None = None) -> "StaticEncoder":
        """The shipped encoder, or one from a folder that ``train-encoder`` wrote.

        Raises:
            FileNotFoundError: the folder lacks one of the two files; the message names it.
            ValueError: the weights do not have the format's shape.
        """
        folder = DATA if path is None else path
        for name in (WEIGHTS, TOKENIZER):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder}: no encoder here, {name} is missing")
        digest = sha256(f"mean-pool-{MAX_TOKENS}\n".encode())
        digest.update((folder / WEIGHTS).read_bytes())
        digest.update((folder / TOKENIZER).read_bytes())
        table = read_tables(folder)
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # the tokenizers library raises bare Exception for every fault of a file
            raise ValueError(f"{folder / TOKENIZER}: not a tokenizer: {error}") from error
        title = DEFAULT_NAME if path is None else folder.resolve().name
        return cls(title, table, tokenizer, digest.hexdigest())

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[n_texts, dim], rows L2-normalised; a text without known tokens gives a zero row."""
        result = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            self._encode_batch(texts[start : start + _BATCH], result[start : start + _BATCH])
        return result

    def running_sums(self, text: str) -> RunningSums:
        """The vectors of a text's tokens, summed up; all of it is read, beyond :data:`MAX_TOKENS` too."""
        encoding = self._tokenizer.encode(_plain(text), add_special_tokens=False)
        places = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        sums = np.zeros((len(places) + 1, self.dim), dtype=np.float32)
        if len(places):
            np.take(self._table, encoding.ids, axis=0, mode="clip", out=sums[1:])
            for before, row in zip(
                sums, sums[1:], strict=False
            ):  # np.cumsum goes by columns: four times as long
                np.add(row, before, out=row)
        return RunningSums(places[:, 0], places[:, 1], sums, MAX_TOKENS)

    def _encode_batch(self, texts: Sequence[str], out: NDArray[np.float32]) -> None:
        encodings = self._tokenizer.encode_batch_fast([_clean(t) for t in texts], add_special_tokens=False)
        # One text at a time through a buffer that stays in cache: 80 times as fast as one gather and
        # np.add.reduceat over the whole batch, which has to touch 1 KB of fresh memory a token.
        rows = np.empty((MAX_TOKENS, self.dim), dtype=np.float32)
        ones = np.ones(MAX_TOKENS, dtype=np.float32)
        for position, encoding in enumerate(encodings):
            ids = encoding.ids[:MAX_TOKENS]
            if ids:
                taken = rows[: len(ids)]
                np.take(self._table, ids, axis=0, out=taken, mode="clip")
                np.dot(ones[: len(ids)], taken, out=out[position])
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)


def _clean(text: str) -> str:
    """Cut to what can count."""
    return _plain(text[:_MAX_CHARS])


def _plain(text: str) -> str:
    """Lone surrogates, which the tokenizer refuses, become "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")

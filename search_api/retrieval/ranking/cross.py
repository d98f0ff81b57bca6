"""Third stage, for those who have a model: a cross-encoder reads the query and each of the best candidates together."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.retrieval.candidates import Candidate, Pool
from search_api.retrieval.context import Context
from search_api.retrieval.ranking.model import Reader
from search_api.retrieval.rows import passages_of

READ = 50
"""Candidates that are read."""
CUT = 600
"""Code points of a candidate that are read: its title and its best passage."""
QUERY_CUT = 600
BATCH = 16


class RerankerMissing(ValueError):
    """The model cannot be loaded; the message says what to do."""


class CrossEncoderReader:
    """A cross-encoder of sentence-transformers from a local folder (``models`` extra)."""

    def __init__(self, model: Any) -> None:
        self._model = model

    @classmethod
    def load(cls, folder: Path) -> "CrossEncoderReader":
        """The model in a folder; nothing is downloaded.

        Raises:
            RerankerMissing: no such folder, no model in it, or the extra is not installed.
        """
        if not folder.is_dir():
            raise RerankerMissing(f"{folder}: no such folder; a reranker is the folder of a cross-encoder")
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise RerankerMissing(
                "a reranker needs the models extra: pip install 'fengqiao[models]'"
            ) from error
        try:
            return cls(CrossEncoder(str(folder), local_files_only=True))
        except (OSError, ValueError) as error:
            raise RerankerMissing(
                f"{folder}: not a cross-encoder of sentence-transformers ({error})"
            ) from error

    def read(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[n], higher is better."""
        pairs = [(query, text) for text in texts]
        found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(-1)


def read_again(context: Context, pool: Pool, query: str, reader: Reader, viewer: Viewer) -> Pool:
    """The pool with its first :data:`READ` candidates in the reader's order; scores go with the places."""
    documents = context.documents([c.id for c in pool.candidates[:READ]], viewer)
    head = [c for c in pool.candidates[:READ] if c.id in documents]
    if len(head) < 2:
        return pool
    spans = passages_of(context, [c.passage_id for c in head])
    texts = [_text(documents[c.id], spans.get(c.passage_id)) for c in head]
    scores = reader.read(query[:QUERY_CUT], texts).tolist()
    ordered = [c for _, _, c in sorted(zip((-s for s in scores), range(len(head)), head, strict=True))]
    places = {c.id: new._replace(score=c.score) for c, new in zip(head, ordered, strict=True)}
    moved: tuple[Candidate, ...] = tuple(places.get(c.id, c) for c in pool.candidates)
    return replace(pool, candidates=moved)


def _text(document: Document, span: tuple[int, int] | None) -> str:
    start, end = span or (0, CUT)
    return f"{document.title}\n{document.text[start:end]}"[:CUT]

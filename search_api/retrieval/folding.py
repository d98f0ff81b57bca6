"""Ranked documents → rows, near-identical parallel cases folded under one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.grouping import parallel, representative

WINDOW = 60
"""Ranked documents within which parallel cases are folded; the same for every page."""


@dataclass(slots=True)
class Row:
    """One row: the id shown, where its best member ranked, and all members."""

    id: str
    members: list[str] = field(default_factory=list)


def fold(context: Context, ids: Sequence[str], viewer: Viewer, *, pinned: int = 0) -> list[Row]:
    """Rows in the order of their best member.

    Args:
        ids: Documents, best first.
        pinned: The first so many were asked for by name: each keeps its own row.
    """
    documents = context.documents(ids[:WINDOW], viewer)
    rows: list[Row] = []
    heads: list[tuple[Row, Document]] = []
    for at, (id, document) in enumerate(documents.items()):
        home = None
        if at >= pinned:
            own = context.sketch(document)
            home = next((r for r, d in heads if parallel(d, context.sketch(d), document, own)), None)
        if home is None:
            row = Row(id, [id])
            rows.append(row)
            heads.append((row, document))
        else:
            home.members.append(id)
    for at, row in enumerate(rows):
        if at >= pinned and len(row.members) > 1:
            row.id = representative([documents[m] for m in row.members]).id
    return rows + [Row(id, [id]) for id in ids[WINDOW:]]

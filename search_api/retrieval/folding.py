"""Ranked documents → rows, near-identical parallel cases folded under one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.grouping import Sketch, parallel, representative

WINDOW = 30
"""Ranked documents that are always looked at for parallel cases."""
MOST = 240
"""Ranked documents that are looked at when a page is not yet full, as when one group fills the top."""
CHUNK = 20


@dataclass(slots=True)
class Row:
    """One row: the id shown, where its best member ranked, and all members."""

    id: str
    members: list[str] = field(default_factory=list)


def fold(
    context: Context, ids: Sequence[str], viewer: Viewer, *, rows_needed: int, pinned: int = 0
) -> list[Row]:
    """Rows in the order of their best member.

    Documents are looked at in order until there are enough rows, so that a later page sees the same rows before
    it; what was not looked at follows unfolded.

    Args:
        ids: Documents, best first.
        rows_needed: End of the page asked for.
        pinned: The first so many were asked for by name: each keeps its own row.
    """
    rows: list[Row] = []
    heads: list[Document] = []
    by_hash: dict[int, list[int]] = {}
    seen: dict[str, Document] = {}
    at = 0
    while at < min(len(ids), MOST) and (at < WINDOW or len(rows) < rows_needed):
        for id, document in context.documents(ids[at : at + CHUNK], viewer).items():
            seen[id] = document
            own = context.sketch(document)
            home = None if len(seen) <= pinned else _home(context, document, own, heads, by_hash)
            if home is None:
                for value in own:
                    by_hash.setdefault(value, []).append(len(rows))
                rows.append(Row(id, [id]))
                heads.append(document)
            else:
                rows[home].members.append(id)
        at += CHUNK
    for row in rows[pinned:]:
        if len(row.members) > 1:
            row.id = representative([seen[m] for m in row.members]).id
    return rows + [Row(id, [id]) for id in ids[at:]]


def _home(
    context: Context, document: Document, own: Sketch, heads: list[Document], by_hash: dict[int, list[int]]
) -> int | None:
    """The first row that the document is parallel to; only rows sharing enough of its sketch are compared."""
    shared = Counter(row for value in own for row in by_hash.get(value, ()))
    likely = sorted(row for row, count in shared.items() if count * 4 >= len(own))
    return next((r for r in likely if parallel(heads[r], context.sketch(heads[r]), document, own)), None)

"""Ranked documents → rows, near-identical parallel cases folded under one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.profiles import Profile
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.grouping import parallel, representative

WINDOW = 30
"""Ranked documents that are always looked at for parallel cases."""
MOST = 240
"""Ranked documents that are looked at when a page is not yet full, as when one group fills the top."""
CHUNK = 30
PREFIX = 16
"""Smallest values of a sketch by which likely rows are found; the whole sketches then decide."""


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
    it; what was not looked at follows unfolded, up to one row more than asked for.

    Args:
        ids: Documents, best first.
        rows_needed: End of the page asked for.
        pinned: The first so many were asked for by name: each keeps its own row.
    """
    rows: list[Row] = []
    heads: list[Profile] = []
    by_clause: dict[int, list[int]] = {}
    seen: dict[str, Profile] = {}
    at = 0
    while at < min(len(ids), MOST) and (at < WINDOW or len(rows) < rows_needed):
        for id, profile in context.profiles(ids[at : at + CHUNK], viewer).items():
            seen[id] = profile
            home = None if len(seen) <= pinned else _home(profile, heads, by_clause)
            if home is None:
                for value in profile.clauses[:PREFIX]:
                    by_clause.setdefault(value, []).append(len(rows))
                rows.append(Row(id, [id]))
                heads.append(profile)
            else:
                rows[home].members.append(id)
        at += CHUNK
    for row in rows[pinned:]:
        if len(row.members) > 1:
            row.id = representative({m: seen[m] for m in row.members})
    lacking = max(0, rows_needed + 1 - len(rows))
    return rows + [Row(id, [id]) for id in ids[at : at + lacking]]


def _home(profile: Profile, heads: list[Profile], by_clause: dict[int, list[int]]) -> int | None:
    """The first row that the document is parallel to; only rows sharing enough of its clauses are compared."""
    own = profile.clauses[:PREFIX]
    shared = Counter(row for value in own for row in by_clause.get(value, ()))
    likely = sorted(row for row, count in shared.items() if count * 4 >= len(own))
    return next((row for row in likely if parallel(heads[row], profile)), None)

"""Which documents fold into one row (平行案件), and which of them stands for the others."""

from collections.abc import Mapping

from corpora.model import Kind
from indexer.profiles import MIN_CLAUSES, Profile, likeness

LIKE = 0.6
"""Estimated Jaccard likeness of the clauses from which two documents are parallel."""

_NEVER = (Kind.STATUTE.value, Kind.POLICY.value, Kind.WHITE_PAPER.value, Kind.SUGGESTION.value)
_RANK = {Kind.GUIDING.value: 0, Kind.TYPICAL.value: 1, Kind.REFERENCE.value: 2, Kind.JUDGMENT.value: 3}


def parallel(a: Profile, b: Profile) -> bool:
    """Whether two documents are the same case with other names; never true across kinds or causes."""
    if a.kind != b.kind or a.kind in _NEVER:
        return False
    if a.cause and b.cause and a.cause != b.cause:
        return False
    if min(len(a.clauses), len(b.clauses)) < MIN_CLAUSES:
        return bool(a.clauses) and a.clauses == b.clauses
    return likeness(a.clauses, b.clauses) >= LIKE


def representative(group: Mapping[str, Profile]) -> str:
    """Id of the row of a group: the model judgment, else the highest authority, else the earliest."""
    return min(
        group,
        key=lambda id: (
            not group[id].model,
            _RANK.get(group[id].kind, 9),
            group[id].date or "9999",
            id,
        ),
    )

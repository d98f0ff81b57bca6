"""The sums that matter of a case: what was claimed, what was granted or agreed."""

from collections.abc import Iterable

from corpora.model import Document, SectionRole


def claimed(document: Document) -> float | None:
    """Yuan: stated by a mediation record, else the largest sum of the claims, else of the whole text."""
    if document.mediation is not None and document.mediation.claimed is not None:
        return document.mediation.claimed
    return _largest(document, (SectionRole.CLAIMS,)) or max((a.yuan for a in document.amounts), default=None)


def granted(document: Document) -> float | None:
    """Yuan: agreed in a mediation, else the largest sum of the ruling."""
    if document.mediation is not None:
        return document.mediation.agreed
    return _largest(document, (SectionRole.RULING,))


def yuan(value: float | None) -> str:
    """A sum for people, such as 12.5万元; empty for none."""
    if value is None:
        return ""
    for size, unit in ((1e8, "亿元"), (1e4, "万元")):
        if abs(value) >= size:
            return f"{value / size:.4f}".rstrip("0").rstrip(".") + unit
    return f"{value:.2f}".rstrip("0").rstrip(".") + "元"


def _largest(document: Document, roles: Iterable[SectionRole]) -> float | None:
    wanted = set(roles)
    return max((a.yuan for a in document.amounts if a.section in wanted), default=None)

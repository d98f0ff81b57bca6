"""The sums that matter of a case: what was claimed, what was granted or agreed."""

import re
from collections.abc import Iterable

from corpora.model import Document, SectionRole
from search_api.cases.outcomes import direction_of

NOTHING_NEW = ("维持", "发回重审", "准许撤诉", "按撤诉处理")
"""Outcomes that grant no sum of their own."""
BEFORE = 60
"""Code points before a sum in which its sentence is read."""
_SENTENCE = re.compile(r"[。；;！!\n]")
_ASKS = re.compile(r"请求|要求|判令|主张|诉请|索赔|赔偿|支付|返还|偿还|给付|退还")
_OTHER = re.compile(r"受理费|诉讼费|律师费|保全费|标准|门槛|注册资本|余额")


def claimed(document: Document) -> float | None:
    """Yuan: stated by a mediation record, else the largest sum that is asked for, else the largest of the claims.

    A sum is asked for where its sentence says so before it, in the claims or the course of the proceedings; a text
    without sections is looked through as a whole.
    """
    if document.mediation is not None and document.mediation.claimed is not None:
        return document.mediation.claimed
    places = (SectionRole.CLAIMS, SectionRole.PROCEEDINGS, None)
    asked = [a.yuan for a in document.amounts if a.section in places and _asked_for(document.text, a.start)]
    return max(asked, default=None) or _largest(document, (SectionRole.CLAIMS,))


def granted(document: Document) -> float | None:
    """Yuan: agreed in a mediation, else the largest sum of the ruling, costs left out.

    A ruling that refuses, or leaves another as it is, grants no sum of its own.
    """
    if document.mediation is not None:
        return document.mediation.agreed
    if document.outcome in NOTHING_NEW or direction_of(document.outcome) == "refused":
        return None
    return _largest(document, (SectionRole.RULING,))


def yuan(value: float | None) -> str:
    """A sum for people, such as 12.5万元; empty for none."""
    if value is None:
        return ""
    for size, unit in ((1e8, "亿元"), (1e4, "万元")):
        if abs(value) >= size:
            return f"{value / size:.4f}".rstrip("0").rstrip(".") + unit
    return f"{value:.2f}".rstrip("0").rstrip(".") + "元"


def _asked_for(text: str, at: int) -> bool:
    """Whether the sentence before a sum says that it is asked for, and not what it is for."""
    before = _SENTENCE.split(text[max(0, at - BEFORE) : at])[-1]
    return _ASKS.search(before) is not None and _OTHER.search(before) is None


def _largest(document: Document, roles: Iterable[SectionRole]) -> float | None:
    wanted = set(roles)
    sums = [
        a.yuan
        for a in document.amounts
        if a.section in wanted and not _OTHER.search(document.text, max(0, a.start - 30), a.start)
    ]
    return max(sums, default=None)

"""A sketch of a document's clauses, by which parallel cases (平行案件) are told: same text, other names and sums.

Each document gets a bottom-k sketch (Broder 1997) over its clauses with the varying parts masked; the share of
common values estimates the Jaccard likeness of the two sets of clauses.
"""

import re
from collections.abc import Sequence
from zlib import crc32

from corpora.model import Document

SKETCH = 64
MIN_CLAUSES = 6
"""Shorter texts are compared whole: one clause more or less says too much of them."""

_CLAUSE = re.compile(r"[。；;！？!?，,：:\n\r]+")
# All white space but the line breaks, which end a clause.
_VARYING = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万亿〇零两壹贰叁肆伍陆柒捌玖拾佰仟×xX＊*.％%年月日元角分股"
    r"\t\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+"
)
_SOMEONE = re.compile(r"[\u4e00-\u9fff]某[某甲乙丙丁]?|[甲乙丙丁]某?")


def sketch(document: Document) -> tuple[int, ...]:
    """The smallest hashes of the masked clauses, ascending; empty for a text without any."""
    text = document.text
    for name in sorted({p.name for p in document.parties if len(p.name) > 1}, key=len, reverse=True):
        text = text.replace(name, "#")
    masked = _SOMEONE.sub("#", _VARYING.sub("0", text))
    clauses = {clause for clause in _CLAUSE.split(masked) if len(clause) > 3}
    hashes = {crc32(clause.encode("utf-8", "surrogatepass")) for clause in clauses}
    return tuple(sorted(hashes)[:SKETCH])


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard likeness in [0, 1]."""
    union = sorted({*a, *b})[:SKETCH]
    if not union:
        return 0.0
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union)


def is_model(document: Document) -> bool:
    """Whether it is, or calls itself, the model judgment (示范判决) of its group."""
    return (
        "示范判决" in document.title
        or "示范判决" in document.keywords
        or ("示范判决" in document.text and "参照" not in document.text)
    )

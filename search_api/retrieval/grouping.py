"""Folding of parallel cases (平行案件): documents that differ only in names, sums and dates.

Each document gets a bottom-k sketch (Broder 1997) over its clauses with the varying parts masked; the share of
common values estimates the Jaccard likeness of the two sets of clauses.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from corpora.model import Document, Kind

SKETCH = 64
LIKE = 0.6
"""Estimated Jaccard likeness from which two documents are parallel."""
MIN_CLAUSES = 6
"""Shorter texts are compared whole: one clause more or less says too much of them."""

Sketch = tuple[int, ...]

_CLAUSE = re.compile(r"[。；;！？!?，,：:\n\r]+")
# All white space but the line breaks, which end a clause.
_VARYING = re.compile(
    r"[0-9０-９一二三四五六七八九十百千万亿〇零两壹贰叁肆伍陆柒捌玖拾佰仟×xX＊*.％%年月日元角分股"
    r"\t\x0b\x0c\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+"
)
_SOMEONE = re.compile(r"[\u4e00-\u9fff]某[某甲乙丙丁]?|[甲乙丙丁]某?")
_RANK = {Kind.GUIDING: 0, Kind.TYPICAL: 1, Kind.REFERENCE: 2, Kind.JUDGMENT: 3}


def sketch(document: Document) -> Sketch:
    """The smallest hashes of the masked clauses; empty for a text without any."""
    text = document.text
    for name in sorted({p.name for p in document.parties if len(p.name) > 1}, key=len, reverse=True):
        text = text.replace(name, "#")
    masked = _SOMEONE.sub("#", _VARYING.sub("0", text))
    clauses = {clause for clause in _CLAUSE.split(masked) if len(clause) > 3}
    hashes = {crc32(clause.encode("utf-8", "surrogatepass")) for clause in clauses}
    return tuple(sorted(hashes)[:SKETCH])


def likeness(a: Sketch, b: Sketch) -> float:
    """Estimated Jaccard likeness in [0, 1]."""
    union = sorted(set(a) | set(b))[:SKETCH]
    if not union:
        return 0.0
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union)


def parallel(a: Document, a_sketch: Sketch, b: Document, b_sketch: Sketch) -> bool:
    """Whether two documents are the same case with other names; never true across kinds or causes."""
    if a.kind is not b.kind or a.kind in (Kind.STATUTE, Kind.POLICY):
        return False
    if a.cause and b.cause and a.cause != b.cause:
        return False
    if min(len(a_sketch), len(b_sketch)) < MIN_CLAUSES:
        return bool(a_sketch) and a_sketch == b_sketch
    return likeness(a_sketch, b_sketch) >= LIKE


def is_model(document: Document) -> bool:
    """Whether it is, or calls itself, the model judgment (示范判决) of its group."""
    return (
        "示范判决" in document.title
        or "示范判决" in document.keywords
        or ("示范判决" in document.text and "参照" not in document.text)
    )


def representative(documents: Iterable[Document]) -> Document:
    """The row of a group: the model judgment, else the highest authority, else the earliest."""
    return min(
        documents,
        key=lambda d: (
            not is_model(d),
            _RANK.get(d.kind, 9),
            d.date.isoformat() if d.date else "9999",
            d.id,
        ),
    )

"""Which cases are parallel (平行案件): decided with the same reasoning, differing in names and sums."""

import re
from hashlib import sha256

from corpora.model import Document, Kind, SectionRole
from corpora.text.normalize import normalize

_GROUPED = (Kind.JUDGMENT, Kind.MEDIATION, Kind.PENALTY, Kind.OTHER)
_LEAST = 80
"""Reasoning with fewer characters of substance than this says too little to call two cases parallel."""
_VARIABLE = re.compile(r"\d+(?:[,.]\d+)*|[零〇一二三四五六七八九十百千万亿]+|[^\w]|_")


def group_key(document: Document) -> str:
    """A key shared by cases whose reasoning is the same up to names, numbers and dates; empty for none.

    Names are those of the document's own parties, agents and judges.
    """
    if document.kind not in _GROUPED:
        return ""
    text = _reasoning(document)
    names = {p.name for p in document.parties} | set(document.agents) | set(document.judges)
    for name in sorted((n for n in names if len(n) > 1), key=len, reverse=True):
        text = text.replace(name, "")
    core = _VARIABLE.sub("", normalize(text).text)
    if len(core) < _LEAST:
        return ""
    return sha256(core.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _reasoning(document: Document) -> str:
    return "\n".join(
        document.text[s.start : s.end]
        for s in document.sections
        if s.role is SectionRole.REASONING and s.instance == 0
    )

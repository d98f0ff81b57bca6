"""Evidence besides the story's words: the cause of action, statutes cited, kinds of parties."""

import re
from dataclasses import dataclass
from typing import Literal

from corpora.classify.model import NONE
from corpora.classify.rules import Rules, Weights, rules

HEAD = 120
"""Code points at the beginning (title, first sentence) where a cause named is the text's own."""
_DOCUMENT = 200
"""Code points from which a text is a document, which names its parties."""
_PARTY = re.compile(
    r"(?:原告|被告|第三人|上诉人|申请人|被申请人|申请执行人|被执行人|投诉人|被投诉人|申诉人)人?(?:[(（][^)）]{1,20}[)）])?\s*"
    r"[:：]?\s*([^,，。;；、:：\s]{2,40})"
)
_DISPUTE = re.compile(r"[\u4e00-\u9fff]{2,12}纠纷")
_ENDINGS = ("纠纷", "罪", "申请", "之诉", "责任")
"""What names of causes hold; a text without them is not searched."""

ReasonKind = Literal["cause", "statute", "party", "words"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence: where it stands in the text read, and what it adds to which codes."""

    kind: ReasonKind
    start: int
    end: int
    weights: Weights


@dataclass(frozen=True, slots=True)
class Evidence:
    """All signs of a text, and its cause of action (empty if none is named)."""

    cause: str
    signs: tuple[Sign, ...]


def evidence(text: str, head: int) -> Evidence:
    """Signs in a text.

    Args:
        text: As :func:`corpora.text.fold` leaves it.
        head: Code points in which a cause is the text's own.
    """
    known = rules()
    cause, signs = _cause(text, head, known)
    seen: set[Weights] = set()
    for start, end, weights in known.statutes.longest(text):
        if weights not in seen:
            seen.add(weights)
            signs.append(Sign("statute", start, end, weights))
    for match in _PARTY.finditer(text):
        for start, end, weights in known.parties.longest(match.group(1)):
            if weights not in seen:
                seen.add(weights)
                signs.append(Sign("party", match.start(1) + start, match.start(1) + end, weights))
    if len(text) > _DOCUMENT and not known.institutions.search(text):
        signs.append(Sign("party", 0, 0, ((NONE, known.no_institution),)))
    return Evidence(cause, tuple(signs))


def _cause(text: str, head: int, known: Rules) -> tuple[str, list[Sign]]:
    """The cause named in the head, else the one named most often; the more particular one on a tie."""
    if not any(ending in text for ending in _ENDINGS):
        return "", []
    found = [(cause, start, end) for start, end, cause in known.names.longest(text) if cause.level >= 3]
    first = [cause for cause, start, _ in found if start < head]
    if not first and (sign := _written(text[:head], known)):
        return "", [sign]
    if not found:
        return "", []
    if first:
        named = max(first, key=lambda c: (c.level, -first.index(c)))
        share = 1.0
    else:
        tally: dict[str, int] = {}
        for cause, _, _ in found:
            tally[cause.name] = tally.get(cause.name, 0) + 1
        named = max((c for c, _, _ in found), key=lambda c: tally[c.name])
        share = known.elsewhere
    start, end = next((s, e) for c, s, e in found if c.name == named.name)
    weights = tuple((code, weight * share) for code, weight in known.owners.get(named.name, ()))
    if not weights and first:
        weights = ((NONE, known.foreign[named.criminal]),)
    return named.name, [Sign("cause", start, end, weights)] if weights else []


def _written(head: str, known: Rules) -> Sign | None:
    """A cause as written that the vocabulary does not list but that holds a word of a trade."""
    for match in _DISPUTE.finditer(head):
        for _, _, weights in known.written.longest(match.group()):
            return Sign("cause", match.start(), match.end(), weights)
    return None

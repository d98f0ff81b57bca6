"""Cuts of the original text around the matches, with exact marks.

Only the chosen windows are analysed: candidates are found by plain string search, so that a 50-page judgment
costs the same as a short one.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.model import Document, Section
from corpora.text.normalize import normalize
from indexer.analysis import Analyzer
from search_api.retrieval.models import Snippet

WIDTH = 120
"""Code points of a snippet, before it is moved to sentence borders."""
PER_TERM = 8
"""Occurrences of one term that are looked at."""
SOUGHT = 16
"""Terms that windows are chosen by, those with the highest weight; all terms are marked."""

_ENDS = "。！？!?；;\n\r"
_ROLE_WEIGHT = {
    "abstract": 1.4,
    "reasoning": 1.2,
    "facts": 1.2,
    "significance": 1.1,
    "closing": 0.4,
    "header": 0.5,
    "parties": 0.4,
}
_HIGHEST = max(_ROLE_WEIGHT.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: terms with their weights, phrases that come first, a passage to fall back on."""

    terms: Mapping[str, float]
    phrases: tuple[str, ...] = ()
    passage: tuple[int, int] | None = None


def make_snippets(document: Document, wanted: Wanted, analyzer: Analyzer, *, count: int = 2) -> list[Snippet]:
    """The best windows of a document, best first; its beginning when nothing matches.

    Returns:
        At most ``count`` snippets whose marks are code points of their own text, ordered and not overlapping.
    """
    text = document.text
    if not text.strip():
        return []
    sections = [s for s in document.sections if not s.instance] or []
    starts = [s.start for s in sections]
    places = _places(text, wanted)
    chosen: list[tuple[int, int]] = []
    for _ in range(count):
        window = _best(text, places, sections, starts)
        if window is None:
            break
        chosen.append(window)
        places = [p for p in places if p[1] <= window[0] or p[0] >= window[1]]
    if not chosen:
        chosen = [_fallback(text, sections, wanted.passage)]
    return [
        Snippet(
            section=_role(start, sections, starts),
            text=text[start:end],
            marks=marks(text[start:end], wanted, analyzer),
            start=start,
        )
        for start, end in chosen
    ]


def marks(text: str, wanted: Wanted, analyzer: Analyzer) -> list[tuple[int, int]]:
    """Ranges of ``text`` that hold a wanted term or phrase, merged where they touch."""
    found = analyzer.spans(text, wanted.terms)
    for phrase in wanted.phrases:
        found.extend(_phrase_places(text, phrase))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(text: str, wanted: Wanted) -> list[tuple[int, int, float, bool]]:
    """(start, end, weight, is phrase) of matches, ordered by start."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found: list[tuple[int, int, float, bool]] = []
    for phrase in wanted.phrases:
        found.extend((a, b, 10.0, True) for a, b in _phrase_places(text, phrase)[:PER_TERM])
    best = sorted(wanted.terms.items(), key=lambda item: -item[1])[:SOUGHT]
    for term, weight in best:
        at = lower.find(term)
        for _ in range(PER_TERM):
            if at < 0:
                break
            found.append((at, at + len(term), weight, False))
            at = lower.find(term, at + len(term))
    return sorted(found)


def _phrase_places(text: str, phrase: str) -> list[tuple[int, int]]:
    """Places of a phrase, white space and width variants aside."""
    found: list[tuple[int, int]] = []
    at = text.find(phrase)
    while at >= 0:
        found.append((at, at + len(phrase)))
        at = text.find(phrase, at + len(phrase))
    if found:
        return found
    wanted = "".join(normalize(phrase).text.split())
    normal = normalize(text)
    kept = [i for i, c in enumerate(normal.text) if not c.isspace()]
    squeezed = "".join(normal.text[i] for i in kept)
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        found.append(normal.original_span(kept[at], kept[at + len(wanted) - 1] + 1))
        at = squeezed.find(wanted, at + len(wanted))
    return found


def _best(
    text: str, places: list[tuple[int, int, float, bool]], sections: Sequence[Section], starts: list[int]
) -> tuple[int, int] | None:
    best, best_score = None, 0.0
    words = [text[start:end] for start, end, _, _ in places]
    weights = {word: place[2] for word, place in zip(words, places, strict=True)}
    inside: Counter[str] = Counter()
    weight, furthest, right = 0.0, 0, 0
    for left, (start, end, _, _) in enumerate(places):
        while right < len(places) and places[right][1] <= max(start + WIDTH, end):
            weight += 0.0 if inside[words[right]] else weights[words[right]]
            inside[words[right]] += 1
            furthest = max(furthest, places[right][1])
            right += 1
        score = weight + 0.05 * (right - left)
        if score * _HIGHEST > best_score:
            score *= _ROLE_WEIGHT.get(_role(start, sections, starts), 1.0)
            if score > best_score + 1e-9:
                best, best_score = (start, furthest), score
        inside[words[left]] -= 1
        weight -= 0.0 if inside[words[left]] else weights[words[left]]
    return _widen(text, *best) if best else None


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a range to about :data:`WIDTH`, beginning and ending at a sentence where one is near."""
    spare = max(0, WIDTH - (end - start))
    low, high = max(0, start - max(spare // 2, 20)), min(len(text), end + max(spare // 2, 20))
    for i in range(start - 1, low - 1, -1):
        if text[i] in _ENDS:
            low = i + 1
            break
    for i in range(max(end, high - 40), high):
        if text[i] in _ENDS:
            high = i + 1
            break
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return low, high


def _fallback(text: str, sections: Sequence[Section], passage: tuple[int, int] | None) -> tuple[int, int]:
    if passage is None:
        for role in ("abstract", "facts", "reasoning"):
            section = next((s for s in sections if s.role == role and text[s.start : s.end].strip()), None)
            if section:
                passage = (section.start, section.end)
                break
    start, end = passage or (0, len(text))
    while start < end - 1 and text[start].isspace():
        start += 1
    return start, min(end, start + WIDTH)


def _role(at: int, sections: Sequence[Section], starts: list[int]) -> str:
    index = bisect_right(starts, at) - 1
    if index >= 0 and at < sections[index].end:
        return sections[index].role.value
    return ""

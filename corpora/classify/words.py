"""Which words of a text spoke for a type."""

from collections.abc import Mapping

from corpora.classify.model import Model

_BREAKS = frozenset("，。；、：！？,.;:!?\n 　“”\"'（）()《》【】…—")
_LONGEST = 12
"""Code points of a phrase shown."""


def telling_words(
    trained: Model, text: str, code: str, rivals: Mapping[str, float]
) -> list[tuple[int, int, float]]:
    """Phrases that raised a type above its rivals, heaviest first.

    Every feature gives its part of the score to the characters that it stands on; phrases are the runs of
    characters with more than their share.

    Args:
        trained: The model.
        text: As :func:`corpora.classify.features.reduced` leaves it.
        code: The type.
        rivals: Other types with their share; the more likely, the more they count.

    Returns:
        ``(start, end, weight)`` with code-point offsets; weights are log odds.
    """
    column = trained.codes.index(code)
    total = sum(rivals.values()) or 1.0
    lift = trained.weights[:, column].copy()
    for rival, share in rivals.items():
        lift -= trained.weights[:, trained.codes.index(rival)] * (share / total)
    features = trained.extractor.features(text)
    marks = [0.0] * len(text)
    places: dict[int, list[tuple[int, int]]] = {}
    for start, end, number in trained.extractor.places(text):
        places.setdefault(number, []).append((start, end))
    for number, spans in places.items():
        part = features[number] * float(lift[number])
        for start, end in spans:
            for at in range(start, end):
                marks[at] += part / len(spans) / (end - start)
    return _phrases(text, marks)


def _phrases(text: str, marks: list[float]) -> list[tuple[int, int, float]]:
    positive = [mark for mark in marks if mark > 0]
    floor = sum(positive) / len(positive) / 2 if positive else 0.0
    found: list[tuple[int, int, float]] = []
    start = 0
    for at in range(len(text) + 1):
        inside = at < len(text) and text[at] not in _BREAKS and marks[at] > floor and at - start < _LONGEST
        if inside:
            continue
        if at - start >= 2:
            found.append((start, at, sum(marks[start:at])))
        start = at if at < len(text) and text[at] not in _BREAKS and marks[at] > floor else at + 1
    return sorted(found, key=lambda phrase: (-phrase[2], phrase[0]))

"""Little stories in which users ask for an entry (``data/asked``): further wordings beside the entry's own variants."""

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

DATA = files("search_api.answers") / "data"


class AnswerDataError(ValueError):
    """A data file of this package that does not have its form; the message names file and line."""


def lines(folder: str) -> list[tuple[str, str]]:
    """``(label, text)`` of every line of a folder's ``.tsv`` files, in order.

    Raises:
        AnswerDataError: a line is not a label, a tab and a text.
    """
    found = []
    for file in sorted((DATA / folder).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".tsv"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            label, tab, text = line.partition("\t")
            if not tab or not label or not text.strip():
                raise AnswerDataError(f"{folder}/{file.name}, line {number}: not a label, a tab and a text")
            found.append((label, text.strip()))
    return found


@lru_cache(maxsize=1)
def stories() -> dict[str, tuple[str, ...]]:
    """Stories by entry id."""
    found: dict[str, list[str]] = defaultdict(list)
    for label, text in lines("asked"):
        found[label].append(text)
    return {label: tuple(texts) for label, texts in found.items()}

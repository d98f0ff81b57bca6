"""Several questions in one text, told apart."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

M = TypeVar("M")
_END = re.compile(r"(?<=[？?。！!；;])")
_TURN = re.compile(
    r"(?:^|[，,。；;\s])(?:另外|还有|再有|再问|顺便问|顺便|同时|此外|其次|第二|二问|一问|二是|还想问|再者|另|反过来)[，,：:]?"
)
_ASKS = re.compile(
    r"[？?]|吗|呢|么|怎么|怎样|如何|多少|多久|几|哪|谁|能不能|可不可以|是否|有没有|要不要|会不会|该不该|咋|行不行|算不算"
)
LEAST = 8
"""Characters of a question of its own."""
MOST = 4
"""Questions that are told apart in one text."""


def clauses(text: str) -> list[str]:
    """The questions of a text, each with the story before the first one; the text alone where there is one.

    Cut after marks that end a sentence and before words that begin another question. What asks nothing goes with the
    question after it, or with the last.
    """
    pieces: list[str] = []
    for sentence in _END.split(text):
        at = 0
        for turn in _TURN.finditer(sentence):
            if turn.start() - at >= LEAST:
                pieces.append(sentence[at : turn.start()])
                at = turn.start()
        pieces.append(sentence[at:])
    found: list[str] = []
    story = ""
    for piece in pieces:
        if not piece.strip():
            continue
        if _ASKS.search(piece) and len(story + piece) >= LEAST:
            found.append((story + piece).strip())
            story = ""
        else:
            story += piece
    if story and found:
        found[-1] += story
    elif story:
        found.append(story.strip())
    return found[:MOST] if found else [text.strip()]


def joined(parts: Sequence[tuple[str, M]], answer: Callable[[M], str]) -> list[tuple[str, M]]:
    """The clauses to be answered apart: neighbours that ask for the same answer, or for none that is sure, are one.

    Args:
        parts: Clauses with what was found for each.
        answer: Names the sure answer of what was found; empty where there is none.
    """
    found: list[tuple[str, M]] = []
    for clause, match in parts:
        told = answer(match)
        if found and (not told or told == answer(found[-1][1]) or not answer(found[-1][1])):
            text, before = found[-1]
            found[-1] = (f"{text}{clause}", before if answer(before) else match)
        else:
            found.append((clause, match))
    return found

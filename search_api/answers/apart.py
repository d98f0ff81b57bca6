"""Several questions in one text: each is read alone and with the others, and no two of them get one entry."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import product

from search_api.answers.reading import Match, Reader, Reading
from search_api.answers.splitting import clauses, joined

LOOKED_AT = 4
"""Entries of each question among which the likeliest distinct ones are looked for."""
NEARER = 3.0
"""By how much the score of an entry, read alone, has to be above those of the other questions' entries."""
RANK = 20
"""Place of that entry, read alone, from which on it only comes from the rest of the text."""
LEAST = 3
"""Words that count in a question of its own; 怎么办 and 找谁赔 belong to the one before."""


def told_apart(reader: Reader, question: str) -> list[Match]:
    """One match for each question in the text.

    A question that is clear by itself has its entry. One that leans on the text (后面那笔呢) is read with all of it, as if
    the bank lacked the entries of the others; it counts only where, read alone, it is nearer to that entry than
    to those of the others: else it asks for the same once more.
    """
    whole = reader.read(question)
    texts = clauses(question)
    if len(texts) < 2:
        return [whole.best]
    alone = [reader.read(text) for text in texts]
    rows = _rows(alone, whole)
    found = []
    for number, (text, reading) in enumerate(zip(texts, alone, strict=True)):
        match = reading.best
        if not match.sure and match.words >= LEAST:
            others = {row for place, row in enumerate(rows) if place != number}
            leaning = reader.read(f"{question}\n{text}").match(without=others)
            if leaning.confidence > match.confidence and _own(reading, leaning.order[0], others):
                match = leaning
        found.append((text, match))
    kept = [replace(match, text=text) for text, match in joined(found, _entry_of)]
    sure = {match.entry.id for match in kept if match.sure}
    if len(sure) > 1 or (sure and not whole.best.sure):
        return kept
    if whole.best.sure:
        return [whole.best]
    stressed = [reader.read(f"{question}\n{text}").best for text in texts]
    best = max([whole.best, *stressed], key=lambda match: match.confidence)
    return [replace(best, text=question)]


def _rows(alone: Sequence[Reading], whole: Reading) -> list[int]:
    """The row for each question: its own where it is sure, else such that all are distinct and their scores, alone
    and in the whole text, are highest together."""
    ranks = []
    for reading in alone:
        if reading.best.sure:
            ranks.append([(reading.best.order[0], 0.0)])
            continue
        scores = reading.scores + whole.scores
        ranks.append([(int(row), float(scores[row])) for row in (-scores).argsort(kind="stable")[:LOOKED_AT]])
    distinct = [choice for choice in product(*ranks) if len({row for row, _ in choice}) == len(choice)] or [
        tuple(rank[0] for rank in ranks)
    ]
    best = max(distinct, key=lambda choice: sum(score for _, score in choice))
    return [row for row, _ in best]


def _own(reading: Reading, row: int, others: Collection[int]) -> bool:
    """Whether a question is about this entry by its own words, and not about those of the other questions."""
    scores = reading.scores
    near = int((scores > scores[row]).sum()) < RANK
    return near and all(scores[row] >= scores[other] + NEARER for other in others)


def _entry_of(match: Match) -> str:
    return match.entry.id if match.sure else ""

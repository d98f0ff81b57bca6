"""How far the questions repeat wordings that the bank knows, or each other: shared character pairs of the smaller set."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from eval.answers.questions import AskedQuestion
from indexer.analysis import default_analyzer
from office.bank import Entry
from search_api.answers.asked import stories

NEAR = 0.5


def overlap(questions: Sequence[AskedQuestion], entries: Sequence[Entry]) -> dict[str, Any]:
    """Median and highest likeness of the nearest text, in [0, 1], and how many questions have one at 0.5 or more.

    *bank*: questions and variants of the entries; *stories*: the further wordings of ``data/asked``; *each other*: the
    other questions.
    """
    own = [_pairs(question.text) for question in questions]
    known = {
        "bank": [_pairs(text) for e in entries for text in (e.question, *e.variants)],
        "stories": [_pairs(text) for texts in stories().values() for text in texts],
    }
    found = {
        name: [max(_shared(pairs, other) for other in others) for pairs in own]
        for name, others in known.items()
    }
    found["each other"] = [
        max((_shared(pairs, other) for at, other in enumerate(own) if at != number), default=0.0)
        for number, pairs in enumerate(own)
    ]
    return {
        name: {
            "median": round(median(values), 3),
            "highest": round(max(values), 3),
            "near": sum(v >= NEAR for v in values),
        }
        for name, values in found.items()
    }


def _pairs(text: str) -> frozenset[str]:
    return frozenset(default_analyzer().query_bigrams(text))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0

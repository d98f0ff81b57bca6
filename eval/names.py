"""How well the comparison of names tells conflicts, against hand-labelled pairs.

A label file has one JSON object a line: ``a``, ``b``, ``facts`` (optional lines of facts), ``conflict``, ``relation``
(what ties the two, or ``homonym``, ``different``) and ``split``.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from experts.names import FactError, Facts, compare


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair of names."""

    id: str
    a: str
    b: str
    facts: Facts
    conflict: bool
    relation: str


@dataclass(slots=True)
class RelationScore:
    """Counts of one labelled relation."""

    pairs: int = 0
    told_right: int = 0
    """Pairs whose ``possible_conflict`` is as labelled."""
    named_right: int = 0
    """Pairs whose relation is as labelled too."""
    named: int = 0
    """Pairs of any label to which the program gave this relation."""

    @property
    def recall(self) -> float:
        """Share of the pairs of this relation whose conflict (or its absence) was told."""
        return self.told_right / self.pairs if self.pairs else 0.0

    @property
    def precision(self) -> float:
        """Share of the pairs given this relation that are labelled so; 0 where none was given it."""
        return self.named_right / self.named if self.named else 0.0


@dataclass(slots=True)
class NamesReport:
    """Precision, recall and accuracy of ``possible_conflict`` (1 is best), and counts by relation."""

    pairs: int
    conflicts: int
    precision: float
    recall: float
    accuracy: float
    relations: dict[str, RelationScore] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    """Id, labelled relation and found relation of each pair whose conflict was told wrong."""


def load_pairs(path: Path, split: str | None = None) -> list[Pair]:
    """The labelled pairs of a file, of one split or all.

    Raises:
        EvalError: a line is not as described above, or there is no pair of the split.
    """
    pairs = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            line: dict[str, Any] = json.loads(text)
            if split in (None, line["split"]):
                facts = Facts.of(line.get("facts", []))
                pairs.append(
                    Pair(line["id"], line["a"], line["b"], facts, line["conflict"], line["relation"])
                )
        except (json.JSONDecodeError, KeyError, TypeError, FactError) as error:
            raise EvalError(f"{path}, line {number}: not a labelled pair of names: {error}") from error
    if not pairs:
        raise EvalError(f"{path}: no pair of the split {split}")
    return pairs


def measure_names(pairs: list[Pair]) -> NamesReport:
    """Compare every pair and count."""
    counts: Counter[tuple[bool, bool]] = Counter()
    relations: dict[str, RelationScore] = {}
    errors = []
    for pair in pairs:
        found = compare(pair.a, pair.b, pair.facts)
        counts[pair.conflict, found.possible_conflict] += 1
        score = relations.setdefault(pair.relation, RelationScore())
        score.pairs += 1
        score.told_right += found.possible_conflict == pair.conflict
        score.named_right += found.relation == pair.relation
        relations.setdefault(found.relation, RelationScore()).named += 1
        if found.possible_conflict != pair.conflict:
            errors.append((pair.id, pair.relation, found.relation))
    told, there = counts[True, True] + counts[False, True], counts[True, True] + counts[True, False]
    return NamesReport(
        pairs=len(pairs),
        conflicts=there,
        precision=counts[True, True] / told if told else 0.0,
        recall=counts[True, True] / there if there else 0.0,
        accuracy=(counts[True, True] + counts[False, False]) / len(pairs),
        relations=relations,
        errors=errors,
    )

"""Train the weights of ``fengqiao ask``: ``python -m eval.answers.train [COLLECTION] [--check]``.

Two small models, both written to ``search_api/answers/data/weights.json`` to be read: the weights of the signals, by a
softmax over the entries (listwise, Cao et al. 2007), and the confidence, a logistic regression over
:data:`search_api.answers.confidence.FIGURES`. Read: the development side of the collection only, and the stories of
``data/asked`` and variants of the bank kept back, which also give negatives: without its entry none has an answer. What is
printed is measured by cross-validation.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.answers.questions import DEFAULT, MULTI, NEAR_MISS, OUT_OF_SCOPE, AskedQuestion, load_questions
from indexer.analysis import default_analyzer
from indexer.encoder.static import StaticEncoder
from office.bank import Entry, shipped
from search_api.answers.asked import DATA, stories
from search_api.answers.confidence import FIGURES, MADE_BY, Weights, figures, ranked
from search_api.answers.matching import SIGNALS, Matcher, standardised
from search_api.answers.scope import ScopeModel, load_scope

Matrix = NDArray[np.float64]
PRIOR, SPREAD = 0.3, 0.01
"""What a signal weighs before anything is learnt, and how firmly it is held there."""
HIDDEN = 2
"""Variants of each entry that are kept back to be asked."""
FOLDS, REPEATS = 5, 3
SIMULATED = 0.1
"""Weight of an example made from the bank, against 1 for a question of the collection."""
WANTED = 0.97
"""Precision of shown answers that the threshold must reach on held-out questions: above the aim of 0.95, because the
stories and the texts of ``data/scope`` were written by one who had read the development questions."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Figures with whether the best entry is right: float64[n, n_figures], bool[n]."""

    rows: Matrix
    right: NDArray[np.bool_]


def learn_signals(tables: Sequence[NDArray[np.float32]], gold: Sequence[list[int]]) -> dict[str, float]:
    """Weights that make the right entries likeliest among all; Adam over all questions at once.

    Args:
        tables: One float32[n_entries, n_signals] a question, standardised.
        gold: Rows of its right entries.
    """
    stacked = np.stack(tables).astype(np.float64)
    weights = np.full(len(SIGNALS), PRIOR)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 401):
        scores = stacked @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = 2 * SPREAD * (weights - PRIOR)
        for table, share, rows in zip(stacked, shares, gold, strict=True):
            own = share[rows] / share[rows].sum()
            slope += (share @ table - own @ table[rows]) / len(gold)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return dict(zip(SIGNALS, np.round(weights, 3).tolist(), strict=True))


def learn_confidence(rows: Matrix, right: Matrix, shares: Matrix) -> tuple[dict[str, float], float]:
    """Logistic regression by Newton's method on standardised figures; weights for the figures as they are.

    Args:
        rows: float64[n, n_figures].
        right: float64[n], 1 where the best entry is right.
        shares: float64[n], weight of each example.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    table = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    held = np.diag([*np.ones(len(FIGURES)), 1e-6])
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (shares * (sure - right)) + held @ weights
        weights -= np.linalg.solve((table * (shares * sure * (1 - sure))[:, None]).T @ table + held, slope)
    own = weights[:-1] / spread
    named = dict(zip(FIGURES, np.round(own, 4).tolist(), strict=True))
    return named, round(float(weights[-1] - own @ mean), 4)


class Trainer:
    """The bank with the questions it is trained on."""

    def __init__(self, questions: Sequence[AskedQuestion]) -> None:
        encoder = StaticEncoder.load()
        self.entries: tuple[Entry, ...] = tuple(e for e in shipped() if e.state == "published")
        self.ids = [entry.id for entry in self.entries]
        self.questions = tuple(questions)
        self.scope: ScopeModel = load_scope(encoder)
        self.matcher = Matcher(self.entries, default_analyzer(), encoder, stories())
        self.bare = Matcher(self.entries, default_analyzer(), encoder, {})
        shorter = [e.model_copy(update={"variants": e.variants[:-HIDDEN]}) for e in self.entries]
        self.shorter = Matcher(shorter, default_analyzer(), encoder, stories())

    def signals(self) -> tuple[list[NDArray[np.float32]], list[list[int]]]:
        """Tables and right rows of the questions that an entry answers."""
        place = {id: row for row, id in enumerate(self.ids)}
        asked = [question for question in self.questions if question.in_scope]
        tables = [standardised(self.matcher.signals(question.text)) for question in asked]
        return tables, [[place[id] for id in (*q.gold, *q.also) if id in place] for q in asked]

    def best(
        self, matcher: Matcher, text: str, by: dict[str, float], without: int = -1
    ) -> tuple[str, list[float]]:
        """The best entry and its figures, as if one entry were not in the bank."""
        kept = np.arange(len(self.ids)) != without
        signals, covered = matcher.signals(text)[kept], matcher.covered(text)[kept]
        scores = ranked(signals, by)
        found = figures(signals, covered, scores, self.scope.scope(text), matcher.words(text))
        return np.array(self.ids)[kept][int(scores.argmax())], [found[name] for name in FIGURES]

    def asked(self, by: dict[str, float]) -> Examples:
        """Examples from the questions."""
        found = [self.best(self.matcher, question.text, by) for question in self.questions]
        right = [q.right(id) for q, (id, _) in zip(self.questions, found, strict=True)]
        return Examples(np.array([row for _, row in found]), np.array(right))

    def simulated(self, by: dict[str, float]) -> Examples:
        """Examples from the bank: asked of one that has not read the wording, and of one that lacks the entry."""
        rows, right = [], []
        for number, entry in enumerate(self.entries):
            wordings = [(self.bare, text) for text in stories().get(entry.id, ())]
            wordings += [(self.shorter, text) for text in entry.variants[-HIDDEN:]]
            for matcher, text in wordings:
                best, row = self.best(matcher, text, by)
                rows += [row, self.best(self.matcher, text, by, without=number)[1]]
                right += [best == entry.id, False]
        return Examples(np.array(rows), np.array(right))


def held_out(asked: Examples, simulated: Examples) -> Matrix:
    """float64[n]: confidence in each question's best entry by models that have not seen the question."""
    sure = np.zeros(len(asked.right))
    for repeat in range(REPEATS):
        order = np.random.default_rng(repeat).permutation(len(sure))
        for part in range(FOLDS):
            out = order[part::FOLDS]
            rest = np.setdiff1d(order, out)
            rows = np.concatenate([asked.rows[rest], simulated.rows])
            right = np.concatenate([asked.right[rest], simulated.right]).astype(float)
            shares = np.concatenate([np.ones(len(rest)), np.full(len(simulated.right), SIMULATED)])
            weights, intercept = learn_confidence(rows, right, shares)
            odds = asked.rows[out] @ np.array([weights[name] for name in FIGURES]) + intercept
            sure[out] += 1 / (1 + np.exp(-odds)) / REPEATS
    return sure


def threshold(sure: Matrix, right: NDArray[np.bool_]) -> float:
    """The lowest confidence, in steps of 0.01, from which on the shown answers are precise enough."""
    for level in np.arange(0.3, 0.99, 0.01):
        shown = sure >= level
        if shown.any() and right[shown].mean() >= WANTED:
            return round(float(level), 2)
    return 0.99


def train(folder: Path, check: bool = False) -> dict[str, float]:
    """Write the weights; with ``check`` only measure.

    Returns:
        Figures measured on development questions held out in turn.
    """
    trainer = Trainer(load_questions(folder, "development"))
    tables, gold = trainer.signals()
    order = np.random.default_rng(0).permutation(len(gold))
    hits = []
    for part in range(FOLDS):
        rest = np.setdiff1d(order, order[part::FOLDS])
        by = learn_signals([tables[n] for n in rest], [gold[n] for n in rest])
        vector = np.array(list(by.values()))
        hits += [int((tables[n] @ vector).argmax()) in gold[n] for n in order[part::FOLDS]]
    signals = learn_signals(tables, gold)
    asked, simulated = trainer.asked(signals), trainer.simulated(signals)
    sure = held_out(asked, simulated)
    level = threshold(sure, asked.right)
    kinds = np.array([question.kind for question in trainer.questions])
    shown = sure >= level
    result = {
        "accuracy at rank 1": float(np.mean(hits)),
        "threshold": level,
        "precision of shown": float(asked.right[shown].mean()),
        "coverage": float(shown[[q.in_scope for q in trainer.questions]].mean()),
        "out of scope rejected": float(1 - shown[kinds == OUT_OF_SCOPE].mean()),
        "near misses rejected": float(1 - shown[kinds == NEAR_MISS].mean()),
        "multi shown": float(shown[kinds == MULTI].mean()),
    }
    if not check:
        rows = np.concatenate([asked.rows, simulated.rows])
        right = np.concatenate([asked.right, simulated.right]).astype(float)
        shares = np.concatenate([np.ones(len(asked.right)), np.full(len(simulated.right), SIMULATED)])
        weights, intercept = learn_confidence(rows, right, shares)
        made = Weights(
            made_by=MADE_BY, signals=signals, figures=weights, intercept=intercept, threshold=level
        )
        text = json.dumps(made.model_dump(), ensure_ascii=False, indent=2) + "\n"
        (Path(str(DATA)) / "weights.json").write_text(text, encoding="utf-8")
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog=MADE_BY)
    parser.add_argument("collection", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true", help="Measure by cross-validation, write nothing.")
    given = parser.parse_args()
    for name, value in train(given.collection, check=given.check).items():
        sys.stdout.write(f"{name:<24} {value:.4f}\n")


if __name__ == "__main__":
    main()

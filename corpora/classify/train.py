"""Train the classifier: ``python -m corpora.classify.train [--check]``.

A hierarchical softmax regression: the weight of a type is the sum of its own and of its
trade's (first level), so that types of one trade learn from each other. Training texts: the descriptions in
``data/descriptions`` (``-`` = no dispute of these types), the words of ``dispute_types.yaml``, the sample corpus with its
stated types, and names of causes that belong to no type. Nothing of ``tests/labels`` is read. Runs in minutes on two cores;
the same input gives the same weights.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import numpy as np
import rjieba
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from corpora.classify.features import Extractor, grams_of, reduced
from corpora.classify.model import NONE
from corpora.classify.rules import ours
from corpora.vocab.causes import causes
from corpora.vocab.disputes import dispute_types

Matrix = NDArray[np.float64]
RARE = 2
"""Texts that a gram or word must be in."""
LOOSE, TRADE = 20.0, 2.0
"""Variance of a type's own weights, and that of its trade's in proportion."""
ROUNDS, FOLDS = 100, 5
DATA = files("corpora.classify") / "data"


@dataclass(frozen=True, slots=True)
class Example:
    """A training text; ``told`` marks the descriptions, on which the temperature is set."""

    code: str
    text: str
    told: bool = False


def examples() -> list[Example]:
    """All training texts in a fixed order.

    Raises:
        ValueError: a line is not a code, a tab and a text, or the code is unknown; names the file and line.
    """
    found = []
    for file in sorted((DATA / "descriptions").iterdir(), key=lambda f: f.name):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            code, tab, text = line.partition("\t")
            if not tab or not text.strip() or (code != "-" and dispute_types().get(code) is None):
                raise ValueError(f"{file.name}, line {number}: not a code, a tab and a text: {line[:40]!r}")
            found.append(Example(NONE if code == "-" else code, text, True))
    for kind in dispute_types().all():
        found.append(Example(kind.code, "，".join((kind.label, *kind.strong, *kind.terms))))
        found.extend(Example(kind.code, word) for word in kind.strong)
    return found + _foreign() + _sample()


def _foreign() -> list[Example]:
    """Names of civil causes that belong to no type, three a text."""
    names = [c.name for c in causes().all() if not c.criminal and c.level >= 3 and not ours(c.name)]
    return [Example(NONE, "，".join(names[at : at + 3])) for at in range(0, len(names), 3)]


def _sample() -> list[Example]:
    """The sample corpus: the first 600 code points after the head of documents that state their type."""
    found = []
    folder = files("corpora.sample") / "documents"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".md"):
            continue
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        fields = cast(dict[str, Any], yaml.safe_load(head))
        codes = [code for code in fields.get("dispute_types") or [] if dispute_types().get(code)]
        if codes:
            found.append(Example(codes[0], f"{fields.get('title', '')}\n{body[:600]}"))
    return found


def segment(text: str) -> list[str]:
    """Words of a text, to learn which there are; the classifier itself cuts without a dictionary."""
    return [str(word) for word in rjieba.cut(text)]


def concepts() -> dict[str, tuple[str, ...]]:
    """Words by concept."""
    loaded = yaml.safe_load((DATA / "concepts.yaml").read_text(encoding="utf-8"))
    return {
        name: tuple(dict.fromkeys(reduced(str(word)) for word in words)) for name, words in loaded.items()
    }


@dataclass(frozen=True, slots=True)
class Space:
    """Features of the training texts: names, concepts by word, idf, and the texts as rows of a sparse matrix."""

    grams: list[str]
    words: list[str]
    concepts: dict[str, tuple[int, ...]]
    idf: Matrix
    rows: Any


def space(texts: list[str], sets: dict[str, tuple[str, ...]]) -> Space:
    """Count, weigh and encode."""
    seen = Counter(gram for text in texts for gram in set(grams_of(text)))
    grams = sorted(
        gram for gram, count in seen.items() if count >= RARE and "\n" not in gram and gram.strip()
    )
    cut = Counter(word for text in texts for word in set(segment(text)))
    words = sorted(
        word for word, count in cut.items() if count >= RARE and len(word) > 1 and word.strip() == word
    )
    concepts: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(sets):
        for word in sets[name]:
            concepts[word] = (*concepts.get(word, ()), number)
    size = len(grams) + len(words) + len(sets)
    plain = Extractor(grams, words, concepts, [1.0] * size)
    there = Counter(number for text in texts for number in plain.features(text))
    idf = np.log((1 + len(texts)) / (1 + np.array([there[n] for n in range(size)], float))) + 1
    weighed = Extractor(grams, words, concepts, idf.tolist())
    found = [weighed.features(text) for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    columns = [number for features in found for number in features]
    values = [value for features in found for value in features.values()]
    rows = csr_matrix((values, columns, ends), shape=(len(texts), size))
    return Space(grams, words, concepts, idf, rows)


def fit(rows: Any, labels: list[int], codes: list[str]) -> Matrix:
    """Weights of a softmax regression with a shared part by trade, by L-BFGS.

    Args:
        rows: A sparse matrix, [n_texts, n_features].
        labels: Number of the right code of each text.
        codes: Types; the first letter is the trade.

    Returns:
        float64[n_features, n_codes].
    """
    truth = np.eye(len(codes))[labels]
    alike = np.array([[float(a[:1] == b[:1]) for b in codes] for a in codes])
    root = np.linalg.cholesky(np.eye(len(codes)) + TRADE * alike)
    shape = (rows.shape[1], len(codes))

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        scores = rows @ (flat.reshape(shape) @ root.T)
        highest = scores.max(axis=1)
        total = np.log(np.exp(scores - highest[:, None]).sum(axis=1)) + highest
        slope = rows.T @ ((softmax(scores) - truth) @ root)
        value = float((total - (scores * truth).sum(axis=1)).sum())
        return value + float(flat @ flat) / (2 * LOOSE), slope.ravel() + flat / LOOSE

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return cast(Matrix, found.x.reshape(shape) @ root.T)


def softmax(scores: Matrix) -> Matrix:
    """Probabilities by row."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast(Matrix, shares / shares.sum(axis=1, keepdims=True))


def held_out(rows: Any, labels: list[int], codes: list[str]) -> Matrix:
    """Scores of every text by a model that has not seen it."""
    order = np.random.default_rng(0).permutation(len(labels))
    scores = np.zeros((len(labels), len(codes)))
    for part in range(FOLDS):
        out = order[part::FOLDS]
        rest = np.setdiff1d(order, out)
        scores[out] = rows[out] @ fit(rows[rest], [labels[n] for n in rest], codes)
    return scores


def sharpness(scores: Matrix, labels: list[int]) -> float:
    """The factor that makes the scores' probabilities likeliest (temperature scaling, Guo et al. 2017)."""

    def loss(factor: float) -> float:
        return float(-np.log(softmax(scores * factor)[range(len(labels)), labels]).mean())

    return min((0.5 + 0.05 * n for n in range(91)), key=loss)


def train(check: bool = False) -> dict[str, float]:
    """Write ``data/model.npz``; with ``check`` only measure by cross-validation.

    Returns:
        Accuracy at both levels on descriptions held out in turn, and the sharpness.
    """
    texts = examples()
    codes = sorted({example.code for example in texts})
    labels = [codes.index(example.code) for example in texts]
    learnt = space([reduced(example.text) for example in texts], concepts())
    scores = held_out(learnt.rows, labels, codes)
    told = [n for n, example in enumerate(texts) if example.told and example.code]
    factor = sharpness(scores[told], [labels[n] for n in told])
    best = scores[told].argmax(axis=1)
    right = [texts[n].code for n in told]
    result = {
        "texts": float(len(told)),
        "l1": float(np.mean([codes[b][:1] == c[:1] for b, c in zip(best, right, strict=True)])),
        "l2": float(np.mean([codes[b] == c for b, c in zip(best, right, strict=True)])),
        "sharpness": factor,
    }
    if not check:
        _write(fit(learnt.rows, labels, codes), codes, learnt, factor)
    return result


def _write(weights: Matrix, codes: list[str], learnt: Space, factor: float) -> None:
    scale = np.abs(weights).max(axis=0) / 127
    arrays: dict[str, Any] = {
        "weights": np.rint(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "idf": learnt.idf.astype(np.float32),
        "sharpness": np.float32(factor),
    }
    concept_words = [
        "\t".join((word, *map(str, numbers))) for word, numbers in sorted(learnt.concepts.items())
    ]
    lists = (("codes", codes), ("grams", learnt.grams), ("words", learnt.words), ("concepts", concept_words))
    for name, lines in lists:
        arrays[name] = np.frombuffer("\n".join(lines).encode(), np.uint8)
    np.savez_compressed(Path(str(DATA)) / "model.npz", **arrays)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m corpora.classify.train")
    parser.add_argument("--check", action="store_true", help="Measure by cross-validation, write nothing.")
    for name, value in train(check=parser.parse_args().check).items():
        sys.stdout.write(f"{name:<10} {value:.4f}\n")


if __name__ == "__main__":
    main()

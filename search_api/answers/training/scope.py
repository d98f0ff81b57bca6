"""Train the classifier of scope: ``python -m search_api.answers.training.scope [--check]``.

Texts: ``data/scope`` for what the bank is not for; for what it is for, the questions, two variants and the stories of the
published entries. The evaluation questions are not read.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from corpora.classify.features import reduced
from corpora.classify.train import fit, held_out, sharpness, softmax, space
from indexer.encoder.static import StaticEncoder
from office.bank import shipped
from search_api.answers.asked import lines, stories
from search_api.answers.scope import BANK, DATA, VECTOR_SHARE

GROUPS = {
    "chat": "chat",
    "market": "market",
    "unlawful": "unlawful",
    "privacy": "privacy",
    "prompt": "prompt",
    "beside": "beside",
}
"""Group of a label; every other label is a topic of the group ``outside``."""


def examples() -> list[tuple[str, str]]:
    """``(class, text)`` of every training text."""
    found = [(f"{GROUPS.get(label, 'outside')}-{label}", text) for label, text in lines("scope")]
    for entry in shipped():
        if entry.state == "published":
            texts = (entry.question, *entry.variants[:2], *stories().get(entry.id, ()))
            found += [(f"{BANK}-", text) for text in texts]
    return found


def train(check: bool = False) -> dict[str, float]:
    """Write ``data/scope.npz``; with ``check`` only measure by cross-validation.

    Returns:
        Share of held-out texts told rightly as for the bank or not, of each side, and the sharpness.
    """
    texts = examples()
    codes = sorted({code for code, _ in texts})
    labels = [codes.index(code) for code, _ in texts]
    learnt = space([reduced(text) for _, text in texts], {})
    vectors = StaticEncoder.load().encode([text for _, text in texts]) * VECTOR_SHARE
    points = hstack([learnt.rows, csr_matrix(vectors.astype(float))], format="csr")
    scores = held_out(points, labels, codes)
    factor = sharpness(scores, labels)
    own = np.array([code.startswith(BANK) for code in codes])
    told = softmax(scores * factor)[:, own].sum(axis=1) >= 0.5
    truth = np.array([own[label] for label in labels])
    result = {
        "texts": float(len(texts)),
        "bank told": float(told[truth].mean()),
        "others told": float(1 - told[~truth].mean()),
        "sharpness": factor,
    }
    if not check:
        weights = fit(points, labels, codes)
        size = len(learnt.idf)
        scale = np.abs(weights[:size]).max(axis=0) / 127
        arrays: dict[str, Any] = {
            "weights": np.rint(weights[:size] / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "idf": learnt.idf.astype(np.float32),
            "sharpness": np.float32(factor),
            "dense": weights[size:].astype(np.float32),
        }
        named: tuple[tuple[str, list[str]], ...] = (
            ("codes", codes), ("grams", learnt.grams), ("words", learnt.words), ("concepts", []),
        )  # fmt: skip
        for name, content in named:
            arrays[name] = np.frombuffer("\n".join(content).encode(), np.uint8)
        np.savez_compressed(Path(str(DATA)) / "scope.npz", **arrays)
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m search_api.answers.training.scope")
    parser.add_argument("--check", action="store_true", help="Measure by cross-validation, write nothing.")
    for name, value in train(check=parser.parse_args().check).items():
        sys.stdout.write(f"{name:<12} {value:.4f}\n")


if __name__ == "__main__":
    main()

"""Training of the second stage, and the table of stages."""

from pathlib import Path

import numpy as np
import pytest

from eval.ablation import STAGES, ablate
from eval.errors import EvalError
from eval.prepare import find_collection
from eval.ranking import Example, dump_weights, fit, train
from search_api.retrieval.ranking.features import FEATURES, Features, Target
from search_api.retrieval.ranking.model import load_weights


def example(target: Target, rng: np.random.Generator, telling: str) -> Example:
    rows = rng.normal(size=(12, len(FEATURES[target])))
    best = int(rows[:, FEATURES[target].index(telling)].argmax())
    grades = np.zeros(12)
    grades[best] = 2.0
    ids = tuple(str(n) for n in range(12))
    return Example(f"q{rng.integers(10**9)}", Features(target, ids, rows), grades, {str(best): 2})


def test_the_telling_feature_gets_the_weight_and_the_file_is_read_again() -> None:
    rng = np.random.default_rng(1)
    found: dict[Target, list[Example]] = {
        target: [example(target, rng, "meaning") for _ in range(60)] for target in FEATURES
    }
    columns = fit("article", found["article"])
    assert max(columns, key=lambda name: columns[name].weight) == "meaning"
    weights, told = train(found)
    assert told["article"]["held out"] > 0.8 > told["article"]["first stage"]
    assert load_weights(dump_weights(weights)) == weights


def test_too_few_queries_are_said() -> None:
    with pytest.raises(EvalError, match="only 0 queries"):
        train({})


def test_every_stage_is_told_with_its_time(tmp_path: Path) -> None:
    table = ablate(find_collection(Path("fengqiao-sample"), tmp_path), tmp_path)
    assert [row["stage"] for row in table["stages"]] == [stage.name for stage in STAGES]
    first, last = table["stages"][0], table["stages"][-1]
    assert last["measures"]["nDCG@10"] > first["measures"]["nDCG@10"] > 0
    assert all(row["ms"] > 0 and set(row["kinds"]) == set(first["kinds"]) for row in table["stages"])

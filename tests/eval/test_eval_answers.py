"""Measures of standard answers, and the questions they are measured on."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.answers.measure import calibration_error, measure, wrong
from eval.answers.overlap import overlap
from eval.answers.questions import DEFAULT, load_questions
from eval.answers.train import learn_confidence, learn_signals
from eval.errors import EvalError
from office.bank import shipped
from search_api.answers import Answerer
from search_api.answers.confidence import FIGURES, confidence, weights
from search_api.answers.matching import SIGNALS


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer()


def test_both_sides_hold_enough_of_every_kind() -> None:
    sides = {side: load_questions(DEFAULT, side) for side in ("development", "test")}
    everything = load_questions(DEFAULT, "all")
    assert len(everything) >= 600 and sum(map(len, sides.values())) == len(everything)
    kinds = [question.kind for question in everything]
    assert kinds.count("outofscope") >= 150 and kinds.count("nearmiss") >= 60
    gold = [{id for q in side for id in q.gold} for side in sides.values()]
    assert not gold[0] & gold[1]
    published = {entry.id for entry in shipped() if entry.state == "published"}
    assert {id for q in everything for id in (*q.gold, *q.also)} <= published


def test_the_aims_hold_on_the_development_side(answerer: Answerer) -> None:
    found = measure(answerer, load_questions(DEFAULT, "development"))
    assert found["accuracy_at_1"] >= 0.9
    assert found["precision_of_shown"] >= 0.95
    assert found["out_of_scope_rejected"] >= 0.95
    assert found["near_misses_rejected"] >= 0.9
    assert found["coverage"] >= 0.75 and found["ece"] <= 0.1


def test_misses_name_what_was_shown(answerer: Answerer) -> None:
    questions = load_questions(DEFAULT, "development")[:40]
    assert all(
        set(miss) >= {"id", "gold", "entry", "confidence", "shown"} for miss in wrong(answerer, questions)
    )


def test_no_question_repeats_a_wording_of_the_bank() -> None:
    questions = load_questions(DEFAULT, "development")[:60]
    found = overlap(questions, [entry for entry in shipped() if entry.state == "published"])
    assert found["bank"]["highest"] < 0.7 and found["each other"]["highest"] < 0.7


def test_calibration_error_is_zero_for_true_shares_only() -> None:
    right = np.array([True, True, True, False])
    assert calibration_error(np.full(4, 0.75), right) == 0
    assert calibration_error(np.full(4, 0.95), right) == pytest.approx(0.2)


def test_the_shipped_confidence_rises_with_what_speaks_for_an_answer() -> None:
    low = dict.fromkeys(FIGURES, 0.0)
    assert confidence(low | {"share": 5.0, "bank": 5.0}, weights()) > confidence(low, weights())


def test_training_finds_what_tells() -> None:
    random = np.random.default_rng(0)
    tables = [random.normal(size=(20, len(SIGNALS))).astype(np.float32) for _ in range(60)]
    gold = [[int(table[:, 0].argmax())] for table in tables]
    learnt = learn_signals(tables, gold)
    assert max(learnt, key=lambda name: learnt[name]) == SIGNALS[0]
    rows = random.normal(size=(200, len(FIGURES)))
    right = (rows[:, 2] > 0).astype(float)
    figures, _ = learn_confidence(rows, right, np.ones(200))
    assert max(figures, key=lambda name: figures[name]) == FIGURES[2]


def test_bad_collections_are_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"questions\.jsonl is missing"):
        load_questions(tmp_path, "all")
    (tmp_path / "questions.jsonl").write_text(json.dumps({"id": "a", "text": ""}) + "\n")
    with pytest.raises(EvalError, match="line 1"):
        load_questions(tmp_path, "all")
    with pytest.raises(EvalError, match="no split dev"):
        load_questions(DEFAULT, "dev")

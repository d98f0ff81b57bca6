"""The measure of the classifier, on self-written labels; and floors on the hand labels."""

import json
from pathlib import Path

import pytest

from eval.classification import (
    Label,
    calibration_error,
    measure_cases,
    measure_descriptions,
    parsed_cases,
    read_labels,
)
from eval.errors import EvalError
from tests.shared import SHARED, needs_shared

LABELS = Path(__file__).parents[1] / "labels"
FUTURES = "期货公司没打电话就把我的豆粕全平了，平完价格就涨回来。"


def _write(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_only_lines_of_the_split_are_kept(tmp_path: Path) -> None:
    line = {"id": "a", "l2": "F02", "also": ["F07"], "text": "x", "split": "dev"}
    file = _write(tmp_path / "labels.jsonl", line, {**line, "id": "b", "split": "held"})
    assert read_labels(file, "dev") == [Label("a", "x", ("F02", "F07"), "dev")]
    with pytest.raises(EvalError, match="no line of the split test; it has dev, held"):
        read_labels(file, "test")


@pytest.mark.parametrize("bad", ["{", '"x"', '{"id": "a", "split": "dev"}'])
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(bad + "\n", encoding="utf-8")
    with pytest.raises(EvalError, match="line 1"):
        read_labels(file, "dev")


def test_both_levels_with_and_without_other_codes_accepted() -> None:
    labels = [
        Label("right", FUTURES, ("F02",), "dev"),
        Label("accepted", FUTURES, ("S04", "F02"), "dev"),
        Label("same trade", FUTURES, ("F07",), "dev"),
        Label("wrong", FUTURES, ("B01",), "dev"),
    ]
    report = measure_descriptions(labels)
    assert (report.l1, report.l1_also, report.l2, report.l2_also) == (0.5, 0.75, 0.25, 0.5)
    assert report.codes["F02"].found == 4 and report.codes["F02"].right == 1
    assert [error[0] for error in report.errors] == ["same trade", "wrong"]


def test_calibration_error_by_hand() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, False), (0.05, False)]) == pytest.approx((1.0 + 0.05) / 2)


def test_cases_are_compared_by_type_cause_and_court(tmp_path: Path) -> None:
    text = (
        "最高人民法院\n民事裁定书\n（2015）民申字第1号\n再审申请人：甲。\n被申请人：乙银行股份有限公司。\n"
        "再审申请人甲与被申请人乙银行股份有限公司金融借款合同纠纷一案，不服判决，向本院申请再审。\n"
        "本院认为，申请不成立。裁定如下：\n驳回甲的再审申请。\n审判长 丙\n二〇一五年三月一日"
    )
    _write(
        tmp_path / "corpus.jsonl",
        {"_id": "c1", "title": "甲与乙银行金融借款合同纠纷申请再审裁定书", "text": text},
    )
    label = Label("c1", "", ("B01", "B06"), "dev", ("金融借款合同纠纷",), "supreme")
    report = measure_cases([label], parsed_cases(tmp_path, ["c1"]))
    assert (report.types.l2_also, report.causes, report.court_levels, report.errors) == (1.0, 1.0, 1.0, [])
    wrong = measure_cases(
        [Label("c1", "", ("I03",), "dev", ("买卖合同纠纷",), "basic")], parsed_cases(tmp_path, ["c1"])
    )
    assert (wrong.types.l2, wrong.causes, wrong.court_levels, wrong.typed) == (0.0, 0.0, 0.0, 1)
    with pytest.raises(EvalError, match="no document c2"):
        measure_cases([Label("c2", "", ("",), "dev")], parsed_cases(tmp_path, ["c2"]))


def test_a_folder_without_a_corpus(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no such file"):
        parsed_cases(tmp_path, ["c1"])


def test_descriptions_in_lay_words() -> None:
    report = measure_descriptions(read_labels(LABELS / "disputes.jsonl", "dev"))
    assert report.texts == 182
    assert report.l1 >= 0.92 and report.l2 >= 0.83 and report.l2_also >= 0.85
    assert report.calibration_error <= 0.08


@needs_shared
def test_cases_of_the_collection() -> None:
    assert SHARED is not None
    labels = read_labels(LABELS / "case-types.jsonl", "dev")
    report = measure_cases(
        labels, parsed_cases(SHARED / "data/collections/cases", [la.name for la in labels])
    )
    assert report.types.texts == 75
    assert report.types.l2_also >= 0.9 and report.causes >= 0.8 and report.court_levels >= 0.95

"""The measure of the parsers, on self-written labels; and floors on the hand labels of real documents."""

import hashlib
import json
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.parsing import ParsingReport, Score, measure, rows
from tests.shared import SHARED, needs_shared

TEXT = (
    "东海市中级人民法院\n民事判决书\n（2021）沪74民初9号\n原告：甲贸易有限公司。\n被告：乙建材有限公司。\n"
    "原告甲贸易有限公司与被告乙建材有限公司买卖合同纠纷一案，本院立案后公开开庭审理。本案现已审理终结。\n"
    "原告甲贸易有限公司向本院提出诉讼请求：被告支付货款一百元。\n"
    "经审理查明：双方签有合同，货已交付，被告一直没有付款，经原告多次催要也没有结果。\n"
    "本院认为，合同有效。依照《中华人民共和国民法典》第五百零九条，判决如下：\n"
    "被告支付货款一百元。\n案件受理费五十元，由被告负担。\n审判长 张三\n二〇二一年三月一日"
)
LABELS = Path(__file__).parents[1] / "labels"


def _span(phrase: str, until: str = "") -> list[int]:
    start = TEXT.index(phrase)
    return [start, TEXT.index(until, start) if until else start + len(phrase)]


def _label() -> dict[str, object]:
    return {
        "source": "judgments/1.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "case_number": _span("（2021）沪74民初9号"),
        "court": _span("东海市中级人民法院"),
        "date": _span("二〇二一年三月一日"),
        "procedure": "first",
        "cause": _span("买卖合同纠纷"),
        "parties": [_span("甲贸易有限公司"), _span("乙建材有限公司")],
        "statutes": [{"law": _span("中华人民共和国民法典"), "span": _span("第五百零九条"), "article": 509}],
        "sections": {
            "claims": _span("原告甲贸易有限公司向本院", "\n经审理"),
            "facts": _span("经审理查明", "\n本院认为"),
            "reasoning": _span("本院认为", "\n被告支付"),
            "ruling": _span("被告支付货款一百元。\n案件", "\n审判长"),
        },
    }


def _measure(folder: Path, label: dict[str, object]) -> ParsingReport:
    (folder / "judgments").mkdir()
    (folder / "judgments" / "1.txt").write_text(f"id:1\ncontent:{TEXT}\n", encoding="utf-8")
    labels = folder / "labels.jsonl"
    labels.write_text(json.dumps(label) + "\n", encoding="utf-8")
    return measure([labels], folder)


def test_right_labels_score_one(tmp_path: Path) -> None:
    report = _measure(tmp_path, _label())
    wrong = {name for name, score in rows(report) if score.spurious or score.missed}
    assert wrong == {"overlap:ruling"}  # the label has costs in it, the parser puts them into the closing
    assert report.scores["section:ruling"] == Score(right=1)


def test_section_that_begins_elsewhere_is_both_missed_and_spurious(tmp_path: Path) -> None:
    label = _label()
    label["sections"] = {"facts": _span("原告甲贸易有限公司与被告", "\n本院认为")}
    score = _measure(tmp_path, label).scores["section:facts"]
    assert (score.right, score.spurious, score.missed) == (0, 1, 1)


def test_missing_party_and_wrong_procedure_are_counted(tmp_path: Path) -> None:
    label = _label() | {"parties": [_span("甲贸易有限公司")], "procedure": "second"}
    report = _measure(tmp_path, label)
    assert report.scores["parties"].precision == 0.5 and report.scores["parties"].recall == 1.0
    assert report.scores["procedure"].recall == 0.0
    assert ("judgments/1.txt", "parties", "1 spurious, 0 missed") in report.errors


def test_roles_are_counted_where_the_labels_print_them(tmp_path: Path) -> None:
    label = _label() | {"roles": [_span("原告"), _span("原告")]}  # the second is wrong: 被告
    report = _measure(tmp_path, label)
    assert report.scores["roles"] == Score(right=1, spurious=1, missed=1)


def test_parties_without_role_words_leave_the_roles_aside(tmp_path: Path) -> None:
    assert "roles" not in _measure(tmp_path, _label() | {"roles": [None, None]}).scores


def test_changed_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="line 1: judgments/1.txt is not the text that was labelled"):
        _measure(tmp_path, _label() | {"sha256": "0" * 64})


def test_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no such file"):
        _measure(tmp_path, _label() | {"source": "judgments/2.txt"})


FLOORS = {
    "parsing-1.jsonl": {
        "case_number": 0.97, "court": 0.97, "date": 0.97, "procedure": 0.97, "cause": 0.95, "parties": 0.96,
        "roles": 0.97, "statutes": 0.95, "section:claims": 0.97, "section:facts": 0.95, "section:reasoning": 0.95,
        "section:ruling": 0.97,
    },
    "parsing-2.jsonl": {
        "case_number": 0.97, "court": 0.97, "date": 0.97, "procedure": 0.97, "cause": 0.95, "parties": 0.95,
        "statutes": 0.97, "section:abstract": 0.97, "section:claims": 0.95, "section:facts": 0.94,
        "section:reasoning": 0.92, "section:ruling": 0.97,
    },
    "parsing-3.jsonl": {
        "case_number": 0.97, "court": 0.97, "date": 0.97, "procedure": 0.97, "cause": 0.97, "parties": 0.97,
        "roles": 0.97, "statutes": 0.97, "section:claims": 0.93, "section:facts": 0.97, "section:reasoning": 0.97,
        "section:ruling": 0.97,
    },
    "parsing-4.jsonl": {
        "case_number": 0.97, "court": 0.97, "date": 0.97, "procedure": 0.87, "cause": 0.93, "parties": 0.85,
        "roles": 0.91, "statutes": 0.97, "section:abstract": 0.97, "section:claims": 0.97, "section:facts": 0.97,
        "section:reasoning": 0.87, "section:ruling": 0.97,
    },
    "parsing-5.jsonl": {
        "case_number": 0.93, "court": 0.97, "date": 0.97, "procedure": 0.97, "cause": 0.93, "parties": 0.92,
        "roles": 0.93, "statutes": 0.97, "section:abstract": 0.97, "section:claims": 0.93, "section:facts": 0.91,
        "section:reasoning": 0.87, "section:ruling": 0.97,
    },
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floors_on_hand_labels(name: str) -> None:
    assert SHARED is not None
    report = measure([LABELS / name], SHARED / "data")
    low = {
        field: (score.precision, score.recall)
        for field, score in rows(report)
        if min(score.precision, score.recall) < FLOORS[name].get(field, 0.0)
    }
    assert not low

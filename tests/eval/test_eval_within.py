"""Within one class, over time, and without what a query excludes."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora.model import Document, Kind
from eval.attributes import Attributes, attributes_of, query_classes
from eval.bm25 import Bm25, same_class_first
from eval.collection import Record
from eval.measures import Protocol
from eval.run import without_excluded
from eval.timesplit import time_split
from eval.within import within_class
from ui.cli.main import app

DOCUMENTS = [
    Record("a1", "期货公司强行平仓。"),
    Record("a2", "期货强行平仓的通知。平仓平仓。"),
    Record("b1", "保险公司强行平仓期货拒赔，强行平仓期货。"),
]
ATTRIBUTES = {"a1": Attributes("F02"), "a2": Attributes("F02"), "b1": Attributes("I03")}


def test_bm25_ranks_by_shared_words_and_leaves_out_what_shares_none() -> None:
    found = Bm25([*DOCUMENTS, Record("x", "银行存款")]).search("强行平仓")
    assert set(found) == {"a1", "a2", "b1"} and all(score > 0 for score in found.values())
    assert Bm25(DOCUMENTS).search("，。") == {}


def test_the_same_class_goes_first_and_no_class_changes_nothing() -> None:
    scores, classes = {"b1": 3.0, "a2": 2.0, "a1": 1.0}, {"a1": "F02", "a2": "F02", "b1": "I03"}
    assert list(same_class_first(scores, classes, "F02", 10)) == ["a2", "a1", "b1"]
    assert list(same_class_first(scores, classes, "", 2)) == ["b1", "a2"]


def test_within_the_class_only_its_documents_count() -> None:
    queries = {"q": Record("q", "强行平仓", metadata={"dispute_type": "F02"})}
    qrels = {"q": {"a1": 2, "b1": 2}}
    run = {"q": {"b1": 3.0, "a1": 2.0, "a2": 1.0}}
    report = within_class(DOCUMENTS, queries, qrels, run, ATTRIBUTES, Protocol(threshold=2), "dispute_type")
    assert report["class_from"] == {"stated": 1}
    assert (report["relevant_pairs"], report["relevant_pairs_outside_class"]) == (2, 1)
    assert report["within_class"]["system"] == 1.0
    assert report["whole_ranking"]["system"] == 1.0
    assert report["classes"] == [
        {"class": "F02", "queries": 1, "system": 1.0, "baseline": report["within_class"]["baseline"]}
    ]


def test_a_query_without_relevant_documents_of_its_class_is_counted_apart() -> None:
    queries = {"q": Record("q", "强行平仓", metadata={"type": "F02"})}
    report = within_class(
        DOCUMENTS, queries, {"q": {"b1": 2}}, {}, ATTRIBUTES, Protocol(threshold=2), "dispute_type"
    )
    assert (report["queries"], report["queries_without_relevant_in_class"]) == (0, 1)
    assert "within_class" not in report


def test_the_class_of_a_query_is_stated_or_classified_or_that_of_its_answers() -> None:
    queries = [
        Record("stated", "随便", metadata={"cause": "保险合同"}),
        Record("named", "原告与被告证券虚假陈述责任纠纷一案"),
        Record("judged", "他说的话算数吗"),
        Record("nothing", "他说的话算数吗"),
    ]
    qrels = {"judged": {"d1": 3, "d2": 3, "d3": 3, "d4": 1}}
    classes = {"d1": "买卖合同纠纷", "d2": "借款合同纠纷", "d3": "借款合同纠纷", "d4": "其他"}
    found = query_classes(queries, "cause", qrels, classes)
    assert found["stated"].source == "stated" and found["stated"].name.startswith("保险")
    assert (found["named"].name, found["named"].source) == ("证券虚假陈述责任纠纷", "classified")
    assert (found["judged"].name, found["judged"].source) == ("借款合同纠纷", "judgments")
    assert "nothing" not in found


def test_a_plain_text_is_classified_and_a_parsed_case_keeps_what_it_says() -> None:
    text = "投资者因上市公司虚假陈述受到损失，揭露日后股价下跌，请求发行人赔偿投资差额损失。"
    plain = attributes_of(Document("p", Kind.OTHER, "证券虚假陈述责任纠纷", text))
    assert plain.dispute_type.startswith("L") and plain.cause == "证券虚假陈述责任纠纷"
    case = Document("c", Kind.JUDGMENT, "x", text, cause="期货经纪合同纠纷", dispute_types=("F02", "F01"))
    assert (attributes_of(case).dispute_type, attributes_of(case).cause) == ("F02", "期货经纪合同纠纷")


def test_each_side_of_the_cut_has_its_own_documents() -> None:
    day = dt.date(2020, 1, 1)
    dates = {"old": day - dt.timedelta(1), "new": day, "undated": None}
    qrels = {"q": {"old": 2, "new": 2}, "r": {"undated": 2}}
    run = {"q": {"old": 2.0, "undated": 1.5, "new": 1.0}}
    found = time_split(qrels, run, dates, day, Protocol(threshold=2))
    for side in ("before", "from"):
        assert found[side]["queries"] == 1 and found[side]["measures"]["RR@10"] == 1.0
    assert (found["documents_without_date"], found["judged_without_date"]) == (1, 1)
    empty = time_split(qrels, run, {"old": None}, day, Protocol(threshold=2))
    assert empty["before"] == {"queries": 0, "measures": {}}


def test_a_query_case_is_no_answer_to_itself() -> None:
    queries = {"q": Record("q", "x", metadata={"exclude": ["self"]}), "r": Record("r", "y")}
    run = {"q": {"self": 2.0, "a": 1.0}, "r": {"self": 1.0}}
    assert without_excluded(run, queries) == {"q": {"a": 1.0}, "r": {"self": 1.0}}


def test_the_sample_is_measured_from_its_name_with_everything_asked(tmp_path: Path) -> None:
    arguments = [
        "eval",
        "run",
        "fengqiao-sample",
        "--home",
        str(tmp_path),
        "--split",
        "test",
        "--system",
        "lexical",
    ]
    arguments += ["--within", "dispute_type", "--tiers", "--cut", "2024-06-01"]
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["queries"] == 147 and set(report["by_kind"]) == {"lay", "mediator", "element", "complaint"}
    low, high = report["intervals"]["nDCG@10"]
    assert low < report["measures"]["nDCG@10"] < high
    assert report["condensed"]["nDCG@10"] > report["measures"]["nDCG@10"]
    assert report["within"]["within_class"]["baseline"] > 0.5
    assert report["tiers"]["HighestTier@5"]["queries"] > 0
    assert report["time"]["before"]["queries"] and report["time"]["from"]["queries"]
    shown = CliRunner().invoke(app, arguments).stdout
    assert "inside the class" in shown and "HighestTier@5" in shown and "before 2024-06-01" in shown


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (["--within", "colour"], "--within colour"),
        (["--court", "某公司"], "not the name of a court"),
        (["--cut", "last year"], "a day such as"),
    ],
)
def test_bad_options_get_one_sentence(tmp_path: Path, option: list[str], reason: str) -> None:
    result = CliRunner().invoke(app, ["eval", "run", "fengqiao-sample", "--home", str(tmp_path), *option])
    assert result.exit_code == 2 and reason in result.stderr

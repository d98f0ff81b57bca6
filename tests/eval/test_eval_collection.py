"""Reading collections and runs: what is right is read, what is wrong is named with its line."""

import json
from pathlib import Path

import pytest

from eval.collection import open_collection, read_qrels
from eval.errors import EvalError
from eval.runs import read_run, write_run


def _collection(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(
        json.dumps({"_id": "d1", "title": "甲", "text": "乙"}) + "\n", "utf-8"
    )
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "丙"}) + "\n", "utf-8")
    (folder / "qrels" / "dev.tsv").write_text("q1\t0\td1\t2\n", "utf-8")
    return folder


def test_a_collection_is_read(tmp_path: Path) -> None:
    collection = open_collection(_collection(tmp_path / "c"))
    assert [(d.id, d.title, d.text) for d in collection.documents()] == [("d1", "甲", "乙")]
    assert collection.queries()["q1"].text == "丙"
    assert collection.split(None) == "dev"
    assert collection.qrels("dev") == {"q1": {"d1": 2}}


def test_without_a_split_dev_comes_before_test(tmp_path: Path) -> None:
    folder = _collection(tmp_path / "c")
    for name in ("train", "test"):
        (folder / "qrels" / f"{name}.tsv").write_text("q1 d1 1\n", "utf-8")
    collection = open_collection(folder)
    assert collection.split(None) == "dev"
    (folder / "qrels" / "dev.tsv").unlink()
    assert collection.split(None) == "test"
    with pytest.raises(EvalError, match="train"):
        collection.split("dev")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("q1 0 d1 2\nq1 0 d1 1\n", "line 2"),
        ("q1 0 d1 two\n", "line 1"),
        ("q1 d1\n", "line 1"),
        ("query-id\tcorpus-id\tscore\n", "no judgments"),
    ],
)
def test_bad_judgments_are_named(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "dev.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(EvalError, match=place):
        read_qrels(path)


@pytest.mark.parametrize("line", ['{"_id": "d2"}', "[]", "{", '{"_id": "d1", "text": "again"}'])
def test_bad_corpus_lines_are_named(tmp_path: Path, line: str) -> None:
    folder = _collection(tmp_path / "c")
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(EvalError, match="line 2"):
        list(open_collection(folder).documents())


def test_a_run_survives_writing_and_reading(tmp_path: Path) -> None:
    run = {"q1": {"b": 1.5, "a": 1.5, "c": 0.25}, "q2": {"x": -3.0}}
    write_run(run, tmp_path / "r.trec", "tag")
    assert read_run(tmp_path / "r.trec") == run
    first = (tmp_path / "r.trec").read_text().splitlines()[0]
    assert first == "q1 Q0 a 1 1.5 tag"


@pytest.mark.parametrize("line", ["q1 Q0 d 1 x t", "q1 Q0 d 1 nan t", "q1 d 1 2", "q1 Q0 a 2 1.0 t"])
def test_bad_run_lines_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "r.trec"
    path.write_text(f"q1 Q0 a 1 2.0 t\n{line}\n", "utf-8")
    with pytest.raises(EvalError, match="line 2"):
        read_run(path)


def test_a_link_checked_out_as_text_is_followed(tmp_path: Path) -> None:
    _collection(tmp_path / "whole")
    linked = _collection(tmp_path / "linked")
    (linked / "corpus.jsonl").write_text("../whole/corpus.jsonl", "utf-8")
    assert [d.id for d in open_collection(linked).documents()] == ["d1"]
    (linked / "corpus.jsonl").write_text("../nowhere/corpus.jsonl", "utf-8")
    with pytest.raises(EvalError, match="line 1"):
        list(open_collection(linked).documents())

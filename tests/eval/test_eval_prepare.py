"""Shipped queries joined to texts: what is at hand is joined, what is not is counted, splits share no answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from corpora.model import Document, Kind
from corpora.sample import sample_path
from eval.collection import open_collection
from eval.errors import EvalError
from eval.prepare import find_collection, prepare
from eval.prepare.queries import Query, read_queries
from eval.prepare.sample import grade_of
from eval.prepare.shipped import NAMES, SAMPLE, STATUTES, shipped_folder
from eval.prepare.splits import make_splits, read_splits, shared_documents, write_splits
from indexer.library.library import Library
from indexer.viewer import LOCAL_OWNER
from tests.shared import SHARED, needs_shared
from ui.cli.main import app

ARTICLES = [
    ("中华人民共和国甲乙法第八十五条", "发行人应当对损失承担赔偿责任。", "2020-01-01"),
    ("甲乙法第八十五条", "旧文本。", "2014-01-01"),
    ("甲乙法第一百三十三条之一", "第二种情形。", "2020-01-01"),
    ("序言", "没有条号的文字。", ""),
]


def gold(article: int, grade: int = 2, suffix: str = "") -> dict[str, Any]:
    return {"law": "甲乙法", "article": article, "suffix": suffix, "grade": grade}


def row(id: str, *golds: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "text": f"问题{id}", "kind": "lay", "style": "测试", "gold": list(golds)}


def write_rows(folder: Path, rows: list[dict[str, Any]]) -> Path:
    (folder / "queries").mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(value, ensure_ascii=False) for value in rows]
    (folder / "queries" / "a.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two collections of our own in place of the shipped ones."""
    rows = [row("q1", gold(85)), row("q2", gold(133, suffix="之一"), gold(999, 1)), row("q3", gold(777))]
    folder = write_rows(tmp_path / "shipped" / STATUTES, rows)
    write_splits(folder, make_splits(read_queries(folder), "x"))
    monkeypatch.setattr("eval.prepare.joined.shipped_folder", lambda name: tmp_path / "shipped" / name)
    return tmp_path / "shipped"


def collection_of_articles(folder: Path) -> Path:
    folder.mkdir()
    rows = [
        {"_id": str(i), "title": title, "text": text, "metadata": {"date": date}}
        for i, (title, text, date) in enumerate(ARTICLES)
    ]
    lines = [json.dumps(value, ensure_ascii=False) for value in rows]
    (folder / "corpus.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def all_qrels(out: Path) -> dict[str, dict[str, int]]:
    collection = open_collection(out)
    return {q: judged for split in collection.splits() for q, judged in collection.qrels(split).items()}


def test_articles_are_joined_by_law_and_number_and_what_is_missing_is_counted(
    shipped: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    report = prepare(STATUTES, collection_of_articles(tmp_path / "texts"), out)
    assert (report["documents"], report["queries"], report["queries_left_out"]) == (3, 2, 1)
    assert (report["gold_documents"], report["gold_documents_missing"], report["pairs_missing"]) == (4, 2, 2)
    assert all_qrels(out) == {"q1": {"甲乙法#85": 2}, "q2": {"甲乙法#133-1": 2}}
    missing = [json.loads(line) for line in (out / "missing.jsonl").read_text("utf-8").splitlines()]
    assert {(m["query"], m["document"]) for m in missing} == {("q2", "甲乙法#999"), ("q3", "甲乙法#777")}


def test_the_newest_version_is_gold_and_the_older_one_is_there(shipped: Path, tmp_path: Path) -> None:
    prepare(STATUTES, collection_of_articles(tmp_path / "texts"), tmp_path / "out")
    documents = {d.id: d.text for d in open_collection(tmp_path / "out").documents()}
    assert documents["甲乙法#85"] == ARTICLES[0][1]
    assert documents["甲乙法#85@2014-01-01"] == ARTICLES[1][1]


def test_a_library_serves_as_texts_but_its_gists_do_not(shipped: Path, tmp_path: Path) -> None:
    def statute(id: str, key: str, **extra: str) -> Document:
        return Document(id, Kind.STATUTE, "甲乙法", "条文。", identifiers=(key,), extra=extra)

    library = Library.open(tmp_path / "home")
    texts = [statute("a", "甲乙法#85"), statute("b", "甲乙法#133-1", form="gist")]
    library.put(texts, LOCAL_OWNER)
    library.close()
    report = prepare(STATUTES, tmp_path / "home", tmp_path / "out")
    assert (report["documents"], report["queries"]) == (1, 1)
    assert all_qrels(tmp_path / "out") == {"q1": {"甲乙法#85": 2}}


def test_statute_files_serve_as_texts(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    text = "# 甲乙法\n\n<!-- INFO END -->\n\n第八十四条 前一条。\n\n第八十五条 应当赔偿。\n"
    (tmp_path / "files" / "甲乙法(2020-01-01).md").write_text(text, "utf-8")
    report = prepare(STATUTES, tmp_path / "files", tmp_path / "out")
    assert report["queries"] == 1
    assert "甲乙法#85" in all_qrels(tmp_path / "out")["q1"]


def test_texts_without_any_gold_and_folders_with_other_files_are_refused(
    shipped: Path, tmp_path: Path
) -> None:
    texts = collection_of_articles(tmp_path / "texts")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    with pytest.raises(EvalError, match="mine.txt"):
        prepare(STATUTES, texts, tmp_path / "full")
    (texts / "corpus.jsonl").write_text('{"_id": "1", "title": "丙法第一条", "text": "x"}', "utf-8")
    with pytest.raises(EvalError, match="none of the gold"):
        prepare(STATUTES, texts, tmp_path / "out")
    with pytest.raises(EvalError, match="--texts"):
        prepare(STATUTES, None, tmp_path / "out")
    with pytest.raises(EvalError, match="not a shipped collection"):
        prepare("other", texts, tmp_path / "out")


def test_splits_share_no_answer_even_through_a_chain(tmp_path: Path) -> None:
    rows = [row(f"s{n}", gold(n)) for n in range(1, 60)]
    rows += [
        row("c1", gold(100), gold(101)),
        row("c2", gold(101), gold(102)),
        row("c3", gold(102, 2), gold(1, 1)),
    ]
    queries = read_queries(write_rows(tmp_path, rows))
    splits = make_splits(queries, "x")
    part = splits.part_of()
    assert part["c1"] == part["c2"] == part["c3"]
    assert len(part) == len(rows) and all(splits.queries.values())
    assert shared_documents(queries, splits) == {}
    assert make_splits(list(reversed(queries)), "x").part_of() == part


def test_splits_that_no_longer_fit_are_refused(tmp_path: Path) -> None:
    folder = write_rows(tmp_path, [row("a", gold(1)), row("b", gold(2)), row("c", gold(3))])
    with pytest.raises(EvalError, match=r"splits\.json"):
        read_splits(folder, read_queries(folder))
    assert CliRunner().invoke(app, ["eval", "split", str(folder)]).exit_code == 0
    kept = json.loads((folder / "splits.json").read_text("utf-8"))
    kept["queries"] = {"train": ["a"], "dev": ["b"], "test": ["c"]}
    (folder / "splits.json").write_text(json.dumps(kept), "utf-8")
    assert read_splits(folder, read_queries(folder)).part_of()["b"] == "dev"
    write_rows(tmp_path, [row("a", gold(1)), row("b", gold(2)), row("c", gold(2))])
    with pytest.raises(EvalError, match="1 documents answer queries of two parts"):
        read_splits(folder, read_queries(folder))
    write_rows(tmp_path, [row("a", gold(1)), row("b", gold(2)), row("new", gold(3))])
    with pytest.raises(EvalError, match="such as c"):
        read_splits(folder, read_queries(folder))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row("a", gold(1)), row("a", gold(2))], "line 2: id 'a'"),
        ([row("a", gold(1, 1))], "no gold of grade 2"),
        ([row("a", gold(1), gold(1, 1))], "two grades"),
        ([row("a", gold(0))], "line 1: not a query"),
        ([row("a", gold(1)) | {"kind": "poem"}], "line 1: not a query"),
        ([], "no queries"),
    ],
)
def test_bad_query_files_are_named(tmp_path: Path, rows: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(EvalError, match=reason):
        read_queries(write_rows(tmp_path, rows))


@pytest.mark.parametrize("name", [name for name in NAMES if name != SAMPLE])
def test_the_shipped_queries_fit_their_splits(name: str) -> None:
    queries: list[Query] = read_queries(shipped_folder(name))
    assert shared_documents(queries, read_splits(shipped_folder(name), queries)) == {}


def test_the_sample_is_made_from_what_ships_and_made_once(tmp_path: Path) -> None:
    collection = find_collection(Path(SAMPLE), tmp_path)
    corpus = collection.path / "corpus.jsonl"
    made = corpus.stat().st_mtime_ns
    assert {d.id for d in collection.documents()} == {path.stem for path in sample_path().iterdir()}
    assert collection.splits() == ["facts", "focus", "law", "test"]
    grades, facts, focus, law = (collection.qrels(name) for name in ("test", "facts", "focus", "law"))
    assert all(
        grade == grade_of(facts[q][d], focus[q][d], law[q][d])
        for q in grades
        for d, grade in grades[q].items()
    )
    again = find_collection(shipped_folder(SAMPLE), tmp_path)
    assert again.path == collection.path and corpus.stat().st_mtime_ns == made
    (collection.path / "stamp").write_text("old")
    find_collection(Path(SAMPLE), tmp_path)
    assert (collection.path / "stamp").read_text() != "old"


def test_a_shipped_collection_without_its_texts_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["eval", "run", STATUTES, "--home", str(tmp_path)])
    assert result.exit_code == 2
    assert "eval prepare fengqiao-statutes --texts" in result.stderr


@needs_shared
@pytest.mark.parametrize(
    ("name", "texts"), [(STATUTES, "collections/statutes"), ("fengqiao-cases", "official-cases")]
)
def test_every_gold_is_found_in_the_development_material(name: str, texts: str, tmp_path: Path) -> None:
    assert SHARED is not None
    arguments = [
        "eval",
        "prepare",
        name,
        "--texts",
        str(SHARED / "data" / texts),
        "--out",
        str(tmp_path),
        "--json",
    ]
    result = CliRunner().invoke(app, arguments)
    report = json.loads(result.stdout)
    assert report["gold_documents_missing"] == 0 and report["queries_left_out"] == 0
    assert sum(report["splits"].values()) == report["queries"]
    assert not (tmp_path / "missing.jsonl").exists()


def test_cases_are_found_by_number_then_by_title_or_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ["甲诉乙合同纠纷案", "丙诉丁_保险合同纠纷案"]
    lines = [
        json.dumps({"category": "公报", "title": t, "text": f"{t}。案情。"}, ensure_ascii=False)
        for t in titles
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), "utf-8")

    def case(number: int, title: str) -> dict[str, Any]:
        return {"number": number, "title": title, "grade": 3}

    golds = [case(0, titles[0]), case(7, "丙诉丁保险合同纠纷案"), case(1, "没有的案件")]
    folder = write_rows(tmp_path / "fengqiao-cases", [row(f"q{i}", gold) for i, gold in enumerate(golds)])
    write_splits(folder, make_splits(read_queries(folder), "x"))
    monkeypatch.setattr("eval.prepare.joined.shipped_folder", lambda name: tmp_path / name)
    report = prepare("fengqiao-cases", tmp_path / "cases.jsonl", tmp_path / "out")
    assert (report["documents"], report["queries"], report["queries_left_out"]) == (2, 2, 1)
    assert all_qrels(tmp_path / "out") == {"q0": {"case-0000": 3}, "q1": {"case-0007": 3}}
    titles_of = {d.id: d.title for d in open_collection(tmp_path / "out").documents()}
    assert titles_of == {"case-0000": titles[0], "case-0007": titles[1]}

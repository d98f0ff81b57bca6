"""Pools, judgments that survive a crash, and agreement against worked examples."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.collection import open_collection, read_qrels
from eval.errors import EvalError
from eval.judging.agreement import agreement, settled
from eval.judging.kappa import kappa
from eval.judging.pool import make_pool, open_pool
from eval.judging.store import Judged, Store, read_judged
from eval.runs import write_run
from tests.eval.collections_made import make_collection
from ui.cli.main import app

RUNS = {
    "first": {"q1": {"d1": 3.0, "d2": 2.0, "d3": 1.0}, "q2": {"d3": 1.0}},
    "second": {"q1": {"d2": 1.0}, "q2": {"d1": 2.0}},
}


def pool_in(tmp_path: Path, depth: int = 2) -> Path:
    out = tmp_path / "pool"
    make_pool(open_collection(make_collection(tmp_path / "small")), RUNS, out, depth=depth)
    return out


def judged(query: str, document: str, *grades: int, by: str = "a") -> Judged:
    facts, focus, law = grades
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Judged(query=query, document=document, facts=facts, focus=focus, law=law, annotator=by, at=at)


def test_a_pool_is_the_union_of_the_first_documents_and_tells_no_origin(tmp_path: Path) -> None:
    pool = open_pool(pool_in(tmp_path))
    assert set(pool.pairs) == {("q1", "d1"), ("q1", "d2"), ("q2", "d3"), ("q2", "d1")}
    for name in ("pairs.jsonl", "queries.jsonl", "documents.jsonl"):
        text = (pool.folder / name).read_text("utf-8")
        assert "first" not in text and "rank" not in text
    origins = [json.loads(line) for line in (pool.folder / "origins.jsonl").read_text("utf-8").splitlines()]
    assert {"query": "q1", "document": "d2", "ranks": {"first": 2, "second": 1}} in origins


def test_annotators_see_the_same_pairs_in_their_own_order(tmp_path: Path) -> None:
    pool = open_pool(pool_in(tmp_path))
    orders = {name: pool.order_for(name) for name in "abcdefgh"}
    assert {frozenset(order) for order in orders.values()} == {frozenset(pool.pairs)}
    assert len({tuple(order) for order in orders.values()}) > 1
    for order in orders.values():
        queries = [query for query, _ in order]
        assert sum(x != y for x, y in zip(queries, queries[1:], strict=False)) == 1


def test_only_unjudged_pairs_and_nothing_left(tmp_path: Path) -> None:
    collection = open_collection(make_collection(tmp_path / "small"))
    report = make_pool(collection, RUNS, tmp_path / "p", depth=2, only_unjudged=True)
    assert report["pairs"] == 2 and report["judged_before"] == 0
    with pytest.raises(EvalError, match="holds a pool"):
        make_pool(collection, RUNS, tmp_path / "p", depth=2)
    with pytest.raises(EvalError, match="nothing to judge"):
        make_pool(collection, {"r": {"q9": {"d1": 1.0}}}, tmp_path / "q", depth=2)
    with pytest.raises(EvalError, match="not in the corpus, such as d9"):
        make_pool(collection, {"r": {"q1": {"d9": 1.0}}}, tmp_path / "q", depth=2)


def test_judgments_are_kept_line_by_line_and_the_last_one_counts(tmp_path: Path) -> None:
    store = Store(tmp_path, "a")
    store.add(judged("q1", "d1", 3, 3, 0))
    store.add(judged("q1", "d1", 3, 3, 3))
    assert len(store.path.read_text("utf-8").splitlines()) == 2
    again = Store(tmp_path, "a")
    assert again.judged["q1", "d1"].grade == 3


def test_a_line_cut_off_by_a_crash_is_left_out_and_a_damaged_one_named(tmp_path: Path) -> None:
    store = Store(tmp_path, "a")
    store.add(judged("q1", "d1", 3, 3, 3))
    whole = store.path.read_text("utf-8")
    store.path.write_text(whole + whole[:40], "utf-8")
    assert set(read_judged(store.path)) == {("q1", "d1")}
    store.path.write_text("{}\n" + whole, "utf-8")
    with pytest.raises(EvalError, match="line 1"):
        read_judged(store.path)


@pytest.mark.parametrize("name", ["", "../x", "a b", "x" * 41])
def test_names_that_make_no_file_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EvalError, match="annotator"):
        Store(tmp_path, name)


def test_kappa_against_a_worked_example() -> None:
    a = [0] * 25 + [1] * 25
    b = [0] * 20 + [1] * 5 + [0] * 10 + [1] * 15
    assert kappa(a, b) == pytest.approx(0.4)
    assert kappa([0, 1, 2, 3], [0, 1, 2, 3], weighted=True) == 1.0
    assert kappa([2, 2], [2, 2]) is None
    near, far = (
        kappa([0, 1, 2, 3], [1, 0, 3, 2], weighted=True),
        kappa([0, 1, 2, 3], [3, 2, 1, 0], weighted=True),
    )
    assert near is not None and far is not None and near > 0 > far
    with pytest.raises(ValueError, match="same pairs"):
        kappa([1], [])


def test_agreement_and_what_is_settled(tmp_path: Path) -> None:
    one, two = Store(tmp_path, "one"), Store(tmp_path, "two")
    for store in (one, two):
        store.add(judged("q1", "d1", 3, 3, 3, by=store.annotator))
        store.add(judged("q1", "d2", 0, 0, 0, by=store.annotator))
    one.add(judged("q2", "d1", 3, 3, 3, by="one"))
    two.add(judged("q2", "d1", 0, 0, 2, by="two"))
    one.add(judged("q2", "d3", 3, 3, 3, by="one"))
    report = agreement(tmp_path)
    pair = report["pairs"][0]
    assert (pair["common"], pair["differing"], pair["far_apart"]) == (3, 1, 1)
    assert pair["axes"]["law"]["agreement"] == pytest.approx(2 / 3, abs=1e-4)
    assert settled(tmp_path) == ({"q1": {"d1": 3, "d2": 0}}, 2)
    Store(tmp_path, "judge").add(judged("q2", "d1", 2, 2, 0, by="judge"))
    qrels, still_open = settled(tmp_path, "judge")
    assert qrels["q2"] == {"d1": 2} and still_open == 1


def test_one_annotator_alone_cannot_agree(tmp_path: Path) -> None:
    Store(tmp_path, "one").add(judged("q1", "d1", 3, 3, 3))
    with pytest.raises(EvalError, match="two annotators"):
        agreement(tmp_path)
    Store(tmp_path, "two").add(judged("q2", "d1", 3, 3, 3))
    with pytest.raises(EvalError, match="no pair in common"):
        agreement(tmp_path)
    with pytest.raises(EvalError, match="no judgments of nobody"):
        settled(tmp_path, "nobody")


def test_pool_and_agree_on_the_command_line(tmp_path: Path) -> None:
    folder, out = make_collection(tmp_path / "small"), tmp_path / "pool"
    for name, run in RUNS.items():
        write_run(run, tmp_path / f"{name}.trec", name)
    runs = [str(tmp_path / f"{name}.trec") for name in RUNS]
    made = CliRunner().invoke(
        app, ["eval", "pool", *runs, "--collection", str(folder), "--out", str(out), "--json"]
    )
    assert json.loads(made.stdout)["pairs"] == 5, made.stderr
    for name in ("one", "two"):
        Store(out, name).add(judged("q1", "d1", 3, 3, 3, by=name))
    qrels = tmp_path / "new.tsv"
    shown = CliRunner().invoke(app, ["eval", "agree", str(out), "--qrels", str(qrels)])
    assert shown.exit_code == 0 and "1 pairs settled" in shown.stdout and "undefined" in shown.stdout
    assert read_qrels(qrels) == {"q1": {"d1": 3}}
    missing = CliRunner().invoke(app, ["eval", "judge", str(tmp_path), "--annotator", "a"])
    assert missing.exit_code == 2 and "not a pool" in missing.stderr

"""A small collection from its folder to its measures, through the product's own retrieval."""

import json
from pathlib import Path

from eval.collection import open_collection
from eval.index import workspace_for
from eval.run import evaluate
from eval.runs import read_run
from eval.systems import load_system

TEXTS = {
    "d1": ("期货强行平仓", "期货公司未通知客户追加保证金即强行平仓，客户要求赔偿损失。"),
    "d2": ("保险理赔", "保险公司以未如实告知既往症为由拒绝给付保险金。"),
    "d3": ("银行卡盗刷", "持卡人的借记卡被伪卡盗刷，银行应当承担赔付责任。"),
}
QUERIES = {"q1": "期货公司没通知就强行平仓", "q2": "借记卡被伪卡盗刷"}


def make(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": id, "title": title, "text": text} for id, (title, text) in TEXTS.items()]
    queries = [{"_id": id, "text": text} for id, text in QUERIES.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "qrels" / "dev.tsv").write_text("q1 0 d1 1\nq2 0 d3 1\n", "utf-8")
    return folder


def test_a_run_is_measured_and_written(tmp_path: Path) -> None:
    collection = open_collection(make(tmp_path / "small"))
    out = tmp_path / "run.trec"
    report = evaluate(collection, tmp_path / "home", load_system("hybrid"), out=out)
    assert report["queries"] == 2
    assert report["measures"]["RR@10"] == 1.0
    assert report["protocol"]["relevant_from_grade"] == 1
    run = read_run(out)
    assert max(run["q1"], key=run["q1"].__getitem__) == "d1"


def test_the_index_is_made_once_and_again_when_the_corpus_changes(tmp_path: Path) -> None:
    folder = make(tmp_path / "small")
    done: list[int] = []
    for _ in range(2):
        workspace_for(open_collection(folder), tmp_path / "home", done.append).close()
    assert done == [3]
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as out:
        out.write('\n{"_id": "d4", "title": "", "text": "新增的一份文书"}')
    with workspace_for(open_collection(folder), tmp_path / "home", done.append) as workspace:
        assert sorted(workspace.library.ids()) == ["d1", "d2", "d3", "d4"]


def test_an_index_of_another_analyzer_is_made_anew(tmp_path: Path) -> None:
    collection = open_collection(make(tmp_path / "small"))
    with workspace_for(collection, tmp_path / "home") as workspace:
        manifest = workspace.home / "index" / "manifest.json"
    value = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(value | {"analyzer": "another"}), "utf-8")
    done: list[int] = []
    workspace_for(collection, tmp_path / "home", done.append).close()
    assert done == [3]

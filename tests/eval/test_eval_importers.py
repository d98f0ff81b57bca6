"""Public sets in their published layout (made-up cases) become collections; what is missing is said."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.about import read_about
from eval.collection import open_collection
from eval.errors import EvalError
from eval.importers import import_set
from ui.cli.main import app


def put(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), "utf-8")


def lines(rows: list[dict[str, Any]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.fixture
def lecard(tmp_path: Path) -> Path:
    root = tmp_path / "LeCaRD"
    rows = [{"ridx": n, "q": f"被告人{n}的行为", "crime": ["诈骗罪"], "path": "x"} for n in range(6)]
    put(root / "data/query/query.json", lines(rows))
    put(root / "data/query/controversial_query.json", lines(rows[:1]))
    labels = {str(n): {str(100 + n): 3, str(200 + n): 0} for n in range(6)}
    put(root / "data/label/label_top30_dict.json", labels)
    for n in range(3):
        case = {"ajId": "a", "ajName": f"某案{n}", "qw": f"全文{n}", "writName": f"判决书{n}"}
        put(root / f"data/candidates/{n}/{100 + n}.json", case)
        put(root / f"data/candidates/{n}/{200 + n}.json", {"ajjbqk": "案情", "pjjg": "结果"})
    with zipfile.ZipFile(root / "data/candidates/candidates2.zip", "w") as archive:
        for n in (3, 4):
            archive.writestr(f"candidates2/{n}/{100 + n}.json", json.dumps({"qw": f"全文{n}"}))
            archive.writestr(f"__MACOSX/candidates2/{n}/._{100 + n}.json", "no json")
    return root


def test_lecard_with_folders_and_archives_says_what_is_missing(lecard: Path, tmp_path: Path) -> None:
    report = import_set("lecard", lecard, tmp_path / "out")
    assert (report["documents"], report["queries"], report["queries_left_out"]) == (8, 5, 1)
    assert (report["judged_documents"], report["judged_documents_missing"]) == (12, 4)
    assert any("only part of the texts" in note for note in report["notes"])
    collection = open_collection(tmp_path / "out")
    assert collection.splits() == ["all", "test", "train"]
    assert set(collection.qrels("test")) == {"0"}
    documents = {d.id: d for d in collection.documents()}
    assert documents["100"].title == "判决书0" and documents["200"].text == "案情\n结果"
    kinds = {id: (q.metadata or {})["kind"] for id, q in collection.queries().items()}
    assert kinds["0"] == "controversial" and kinds["1"] == "common"
    about = read_about(tmp_path / "out")
    assert about.relevant_from == 2 and about.licence == "MIT"
    assert about.notes == tuple(report["notes"])


def test_lecardv2_parts_and_kinds(tmp_path: Path) -> None:
    root = tmp_path / "LeCaRDv2"
    rows = [{"id": n, "query": f"指控{n}", "fact": "事实"} for n in (1, 2)]
    put(root / "query/train_query.json", lines(rows[:1]))
    put(root / "query/test_query.json", lines(rows[1:]))
    put(root / "query/procedural_query.json", lines(rows[1:]))
    put(root / "label/relevence.trec", "1\t0\t11\t3\n2\t0\t12\t2\n2\t0\t99\t1\n9\t0\t11\t2\n")
    put(root / "label/test_relevence_gold.trec", "2\t0\t12\t2\n")
    for pid in (11, 12, 13):
        put(root / f"candidate/{pid}.json", {"pid": pid, "qw": f"全文{pid}", "charge": ["盗窃罪"]})
    report = import_set("lecardv2", root, tmp_path / "out")
    assert (report["documents"], report["queries"], report["judged_documents_missing"]) == (3, 2, 1)
    collection = open_collection(tmp_path / "out")
    assert collection.qrels("test") == {"2": {"12": 2}}
    assert collection.qrels("train") == {"1": {"11": 3}}
    assert (collection.queries()["2"].metadata or {})["kind"] == "procedural"
    assert any("1 judged queries" in note for note in report["notes"])


def test_muser_leaves_the_query_case_out_of_its_own_result(tmp_path: Path) -> None:
    root = tmp_path / "MUSER"
    pool = {
        str(n): {
            "uid": n,
            "caseID": f"（2020）某{n}号",
            "content": {"本院查明": ["借款。", f"第{n}件。"], "本院认为": []},
        }
        for n in range(3)
    }
    put(root / "data/labels/top30_dict.json", {"0": {"1": 8, "2": 4}})
    put(root / "data/cases/train_test.json", {"train": [], "test": ["0"]})
    with pytest.raises(EvalError, match="cases_pool"):
        import_set("muser", root, tmp_path / "out")
    put(root / "data/cases/cases_pool.json", pool)
    import_set("muser", root, tmp_path / "out")
    collection = open_collection(tmp_path / "out")
    assert collection.qrels("test") == {"0": {"1": 8, "2": 4}}
    assert collection.queries()["0"].text == "本院查明：借款。第0件。"
    assert (collection.queries()["0"].metadata or {})["exclude"] == ["0"]
    assert read_about(tmp_path / "out").relevant_from == 5


def test_cail_scm_triples_become_judged_pairs(tmp_path: Path) -> None:
    root = tmp_path / "SCM"
    put(root / "train.json", lines([{"A": "甲", "B": "乙", "C": "丙"}, {"A": "甲", "B": "乙", "C": "乙 "}]))
    put(root / "valid.json", lines([{"A": "丁", "B": "乙", "C": "戊", "label": "C"}]))
    report = import_set("cail-scm", root, tmp_path / "out")
    collection = open_collection(tmp_path / "out")
    texts = {d.id: d.text for d in collection.documents()}
    judged = {q: {texts[d]: grade for d, grade in row.items()} for q, row in collection.qrels("dev").items()}
    assert judged == {"dev-00001": {"乙": 0, "戊": 1}}
    assert len(texts) == 3
    notes = " ".join(report["notes"])
    assert "2 triples have no label" in notes and "1 triples have the same text" in notes
    put(root / "test.json", '{"A": "甲", "B": "乙", "C": "丙", "label": "D"}')
    with pytest.raises(EvalError, match="line 1: label 'D'"):
        import_set("cail-scm", root, tmp_path / "out")


def test_stard_with_and_without_its_corpus(tmp_path: Path) -> None:
    root = tmp_path / "STARD"
    rows = [
        {
            "query_id": 1,
            "问题": "要签书面合同吗",
            "相关法规": {"甲法第一条": "应当。"},
            "match_id": [5],
            "match_name": ["甲法第一条"],
        },
        {"query_id": 2, "问题": None, "相关法规": {}, "match_id": [6], "match_name": []},
    ]
    put(root / "data/queries.json", rows)
    put(root / "data/example/qrels.dev.tsv", "1\t5\n")
    report = import_set("stard", root, tmp_path / "out")
    assert report["documents"] == 1
    assert any("corpus.jsonl is missing" in note for note in report["notes"])
    assert any("1 queries have no text" in note for note in report["notes"])
    corpus = [{"id": n, "name": f"甲法第{n}条", "content": "条文。\\n"} for n in (5, 6, 7)]
    put(root / "data/corpus.jsonl", lines(corpus))
    report = import_set("stard", root, tmp_path / "out")
    assert report["documents"] == 3 and report["judged_documents_missing"] == 0
    collection = open_collection(tmp_path / "out")
    assert collection.qrels("dev") == {"1": {"5": 1}}
    assert next(collection.documents()).text == "条文。"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("lecard", "query.json"),
        ("lecardv2", "query"),
        ("muser", "cases_pool"),
        ("cail-scm", "train.json"),
        ("stard", "queries.json"),
        ("other", "no such set"),
    ],
)
def test_an_empty_folder_is_named(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    result = CliRunner().invoke(
        app, ["eval", "import", name, str(tmp_path / "empty"), "--out", str(tmp_path / "o")]
    )
    assert result.exit_code == 2 and reason in result.stderr and result.stderr.count("\n") == 1


def test_a_broken_file_is_named_with_its_line(lecard: Path, tmp_path: Path) -> None:
    path = lecard / "data/query/query.json"
    path.write_text(path.read_text("utf-8") + "\n{broken", "utf-8")
    with pytest.raises(EvalError, match="line 7"):
        import_set("lecard", lecard, tmp_path / "out")

"""Library and engine together: nothing lost, nothing doubled."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora.model import (
    AccessLevel,
    Amount,
    Court,
    CourtLevel,
    Document,
    Kind,
    MediationFacts,
    Party,
    Section,
    SectionRole,
    Statute,
)
from indexer.analysis import default_analyzer
from indexer.engine.filters import FILTER_FIELDS, Eq
from indexer.engine.filters_text import parse_filters
from indexer.engine.protocol import Clause, EngineError, LexicalQuery
from indexer.indexing import build_indexed, keyword_fields, number_fields
from indexer.library import LibraryError
from indexer.viewer import LOCAL_OWNER, PUBLIC
from indexer.workspace import Workspace


def document(number: int, **more: Any) -> Document:
    text = f"原告甲{number}号购买私募基金，销售机构未尽适当性义务，应当赔偿损失{number}万元。"
    return Document(
        **{
            "id": f"judgment-{number:04d}",
            "kind": Kind.JUDGMENT,
            "title": f"基金纠纷{number}",
            "text": text,
            "date": dt.date(2020 + number % 4, 1, 1),
        }
        | more
    )


def check_same(workspace: Workspace) -> None:
    assert sorted(workspace.engine.entries()) == list(workspace.library.entries())
    assert workspace.library.pending() == {}
    ids = workspace.library.ids()
    near = workspace.engine.vector(workspace.encoder.encode(["基金适当性"]), viewer=LOCAL_OWNER, limit=10**4)
    assert sorted(hit.id for hit in near.hits) == ids
    owners = {p.id: p.document_id for p in workspace.library.passages(ids)}
    assert all(owners[hit.passage_id] == hit.id for hit in near.hits)


def test_put_sync_change_delete_reopen(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        workspace.library.put([document(n) for n in range(20)], LOCAL_OWNER)
        assert workspace.sync() == 20 and workspace.sync() == 0
        check_same(workspace)
        workspace.library.put([replace(document(3), text="换成期货居间合同的内容。")], LOCAL_OWNER)
        workspace.library.delete(["judgment-0005"])
        workspace.sync()
        check_same(workspace)
        terms = tuple(workspace.analyzer.query_terms("期货居间"))
        found = workspace.engine.lexical(LexicalQuery((Clause(terms),)), viewer=PUBLIC)
        assert [hit.id for hit in found.hits] == ["judgment-0003"]
    with Workspace.open(tmp_path) as again:
        check_same(again)
        assert again.engine.count(viewer=PUBLIC, filter=parse_filters(["year=2021", "kind=judgment"])) == 4


def test_missing_folder_and_missing_index_are_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="fengqiao index"):
        Workspace.open(tmp_path / "none")
    with Workspace.open(tmp_path, create=True, encoder="none") as workspace:
        workspace.library.put([document(1)], LOCAL_OWNER)
        workspace.sync()
    with Workspace.open(tmp_path) as workspace:
        assert workspace.encoder is None
    with pytest.raises(EngineError, match="fengqiao rebuild"):
        Workspace.open(tmp_path, encoder="default")
    with Workspace.open(tmp_path, fresh=True, encoder="default") as workspace:
        assert workspace.sync() == 1
    with Workspace.open(tmp_path) as workspace:
        assert workspace.encoder is not None
        check_same(workspace)
    with Workspace.open(tmp_path, fresh=True) as workspace:
        assert workspace.engine.count(viewer=PUBLIC) == 0 and workspace.sync() == 1


def test_a_reader_sees_the_writer_after_reload(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as writer, Workspace.open(tmp_path) as reader:
        for n in range(4):
            writer.library.put([document(n), document(100 + n)], LOCAL_OWNER)
            writer.sync()
            assert reader.engine.count(viewer=PUBLIC) == 2 * n
            reader.reload()
            check_same(reader)


_KILLED = """
import sys, threading, os, signal, time
from pathlib import Path
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.indexer.test_indexer_workspace import document
workspace = Workspace.open(Path(sys.argv[1]), create=True)
print("ready", flush=True)
for n in range(0, 4000, 20):
    workspace.library.put([document(m) for m in range(n, n + 20)], LOCAL_OWNER)
    workspace.library.put([document(m, cause="换") for m in range(n, n + 5)], LOCAL_OWNER)
    workspace.sync()
"""


@pytest.mark.parametrize("after", [0.05, 0.21, 0.4])
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert process.stdout is not None and process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Workspace.open(tmp_path) as workspace:
        held = len(workspace.library.ids())
        assert held % 20 == 0
        workspace.sync()
        check_same(workspace)
        assert workspace.engine.count(viewer=LOCAL_OWNER) == held


def test_fields_of_an_indexed_document() -> None:
    text = "申请人甲公司与被申请人乙。调解成功。"
    record = document(
        7,
        kind=Kind.MEDIATION,
        text=text,
        access=AccessLevel.RESTRICTED,
        owner="甲中心",
        effective=True,
        court=Court("上海金融法院", CourtLevel.INTERMEDIATE, "上海"),
        cause="期货纠纷",
        dispute_types=("L01", "L02"),
        parties=(Party("甲公司", "申请人"), Party("乙", "被申请人")),
        identifiers=("调字1号",),
        statutes=(Statute("证券法", 85), Statute("证券法", 85, paragraph=2), Statute("民法典")),
        amounts=(Amount(1200.75, 0, 1), Amount(88.0, 0, 1)),
        outcome="达成协议",
        mediation=MediationFacts(organisation="甲中心", channel="法院委派", method="现场", claimed=5000.0),
        sections=(Section(SectionRole.ABSTRACT, 0, 5),),
    )
    values = keyword_fields(record)
    assert set(values) <= set(FILTER_FIELDS)
    expected = {
        "statute": ("证券法#85",),
        "law": ("证券法", "民法典"),
        "party": ("甲公司", "乙"),
        "owner": ("甲中心",),
        "dispute_type": ("L01", "L02"),
        "organisation": ("甲中心",),
        "effective": ("true",),
        "fictional": ("false",),
        "court_level": ("intermediate",),
        "channel": ("法院委派",),
        "access": ("restricted",),
        "identifier": ("调字1号",),
    }
    assert {name: values[name] for name in expected} == expected
    assert number_fields(record) == {"year": 2023, "date": 20230101, "amount": 5000}
    built = build_indexed(record, (), default_analyzer(), None)
    assert built.vectors is None and "证券法#85" in built.texts["identifier_text"]
    assert built.texts["abstract"] == default_analyzer().terms(text[:5])


def test_a_filter_on_a_statute_finds_its_article_only(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        workspace.library.put(
            [document(1, statutes=(Statute("证券法", 85),)), document(2, statutes=(Statute("证券法", 8),))],
            LOCAL_OWNER,
        )
        workspace.sync()
        for value, count in (("证券法#85", 1), ("证券法#8", 1), ("证券法", 0)):
            assert workspace.engine.count(viewer=PUBLIC, filter=Eq("statute", value)) == count
        assert workspace.engine.count(viewer=PUBLIC, filter=Eq("law", "证券法")) == 2


def test_opening_imports_no_vector_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from indexer.workspace import Workspace;"
        f"Workspace.open(Path({str(tmp_path)!r}), create=True).close();"
        "assert not {'faiss', 'torch', 'jieba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])

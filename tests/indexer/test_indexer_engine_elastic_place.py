"""An index in a cluster: built anew behind its alias, checked, gone back from; the same answers as embedded."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.choice import EngineChoice
from indexer.engine.contract import PUBLIC_DOCUMENTS, sample, words
from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.elastic.tokens import EMPTY, LONGEST, term, text
from indexer.engine.filters import Eq
from indexer.engine.joined import Joined
from indexer.engine.protocol import Clause, EngineError, LexicalQuery
from indexer.ingest import rebuild, roll_back, verify
from indexer.viewer import LOCAL_OWNER, PUBLIC
from indexer.workspace import Workspace
from tests.elastic import URL, needs_elasticsearch, remove, settings
from tests.indexer.test_indexer_engine_embedded import ANALYZER, FakeEncoder, open_engine
from tests.indexer.test_indexer_workspace import document


@pytest.fixture
def made() -> Iterator[ElasticSettings]:
    found = settings()
    yield found
    remove(found.index)


@pytest.fixture
def choice(made: ElasticSettings) -> EngineChoice:
    return EngineChoice("elasticsearch", made)


def versions(made: ElasticSettings) -> tuple[list[str], str]:
    """All versions of the index, and the one in use."""
    from elasticsearch import Elasticsearch

    with Elasticsearch(URL) as client:
        names = sorted(client.indices.get(index=f"{made.index}-v*"))
        (used,) = client.indices.get_alias(name=made.index)
        return names, used


def test_tokens_stay_one_and_the_same() -> None:
    long = "长" * 300
    strange = ["a b", "c\u3000d", "\x1fe", EMPTY, long, "普通", "\U00020000" * 100]
    made = text(strange).split(" ")
    assert made == [term(token) for token in strange] and len(set(made)) == len(strange)
    assert all(len(token) <= LONGEST and token == "".join(token.split()) for token in made)
    assert term("普通") == "普通" and term(long) != term(long + "长")
    assert text(()) == text(Joined("")) == EMPTY and EMPTY not in made


@needs_elasticsearch
def test_long_and_strange_tokens_are_found(made: ElasticSettings, tmp_path: Path) -> None:
    from indexer.engine.elastic.place import ElasticPlace

    engine, _ = ElasticPlace(made, tmp_path, "library", ANALYZER, FakeEncoder()).open(create=True)
    tokens = ("长" * 300, "\U00020000" * 130, "a\u2028b", "普通")
    engine.upsert([replace(sample(1), texts={"body": tokens}), replace(sample(2), texts={})])
    engine.commit()
    for token in tokens:
        assert engine.lexical(LexicalQuery((words(token),)), viewer=PUBLIC).total == 1, token
    assert engine.lexical(LexicalQuery((words(*tokens, phrase=True),)), viewer=PUBLIC).total == 1
    assert engine.lexical(LexicalQuery((words(EMPTY),)), viewer=PUBLIC).total == 0
    assert engine.count(viewer=PUBLIC) == 2
    engine.close()


@needs_elasticsearch
def test_scores_are_those_of_the_embedded_engine(made: ElasticSettings, tmp_path: Path) -> None:
    """BM25 with the same constants, lengths and counts; fields without tokens count as there."""
    from indexer.engine.elastic.place import ElasticPlace

    embedded = open_engine(tmp_path / "embedded")
    elastic, _ = ElasticPlace(made, tmp_path, "library", ANALYZER, FakeEncoder()).open(create=True)
    documents = [
        replace(d, texts=d.texts | {"abstract": d.texts["body"] if n % 2 == 0 else ()})
        for n, d in enumerate(PUBLIC_DOCUMENTS)
    ]
    queries = [
        LexicalQuery((words("基金", "赔偿"),)),
        LexicalQuery((words("基金", "销售", phrase=True),)),
        LexicalQuery((words("期货", occur="must"), words("居间", occur="must_not"), words("赔偿"))),
        LexicalQuery(
            (Clause(("基金", "赔偿"), fields=("title", "body"), weights=(1.0, 0.4)),),
            {"title": 0.3, "body": 1.0},
        ),
    ]
    for engine in (embedded, elastic):
        engine.upsert(documents)
        engine.commit()
    for query in queries:
        first, second = (e.lexical(query, viewer=PUBLIC, limit=50) for e in (embedded, elastic))
        assert [h.id for h in first.hits] == [h.id for h in second.hits] and first.total == second.total
        assert [h.score for h in second.hits] == pytest.approx([h.score for h in first.hits], abs=2e-4)
    # The mean length of a field is a little greater: a document without tokens in it has one.
    rare = LexicalQuery((words("基金", field="abstract"),))
    first, second = (e.lexical(rare, viewer=PUBLIC, limit=50) for e in (embedded, elastic))
    assert {h.id for h in first.hits} == {h.id for h in second.hits}
    assert [h.score for h in second.hits] == pytest.approx([h.score for h in first.hits], rel=0.1)
    embedded.close()
    elastic.close()


@needs_elasticsearch
def test_rebuild_puts_a_checked_index_in_use_and_goes_back(
    made: ElasticSettings, choice: EngineChoice, tmp_path: Path
) -> None:
    name = made.index
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        workspace.library.put([document(n) for n in range(30)], LOCAL_OWNER)
        workspace.sync()
        with Workspace.open(tmp_path, engine=choice) as reader:
            assert rebuild(workspace) == 30
            assert reader.engine.count(viewer=PUBLIC) == 30, "the old version answers until it is left"
            reader.reload()
            assert reader.engine.index == f"{name}-v2"
        assert versions(made) == ([f"{name}-v1", f"{name}-v2"], f"{name}-v2")
        assert rebuild(workspace) == 30
        assert versions(made) == ([f"{name}-v2", f"{name}-v3"], f"{name}-v3"), "one older version is kept"
        assert verify(workspace).ok
    assert roll_back(tmp_path, choice) is True
    assert versions(made)[1] == f"{name}-v2"
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        assert not workspace.library.pending() and verify(workspace).ok
        workspace.library.put([document(50)], LOCAL_OWNER)
        workspace.sync()
    assert roll_back(tmp_path, choice) is False, "the version gone back to lacks the last document"
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        assert len(workspace.library.pending()) == 31
        workspace.sync()
        assert verify(workspace).ok and workspace.engine.count(viewer=LOCAL_OWNER) == 31


@needs_elasticsearch
def test_a_rebuild_that_is_not_whole_is_thrown_away(
    made: ElasticSettings, choice: EngineChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        workspace.library.put([document(n) for n in range(5)], LOCAL_OWNER)
        workspace.sync()
        from indexer.engine.elastic.engine import ElasticEngine

        real = ElasticEngine.upsert
        monkeypatch.setattr(ElasticEngine, "upsert", lambda self, some: real(self, some[1:]))
        with pytest.raises(EngineError, match="is in the library but not in the index"):
            rebuild(workspace)
        monkeypatch.undo()
        assert versions(made) == ([f"{made.index}-v1"], f"{made.index}-v1")
        assert verify(workspace).ok
        assert rebuild(workspace) == 5


@needs_elasticsearch
def test_what_a_broken_off_rebuild_left_is_removed_and_never_gone_back_to(
    made: ElasticSettings, choice: EngineChoice, tmp_path: Path
) -> None:
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        workspace.library.put([document(1)], LOCAL_OWNER)
        workspace.sync()
        workspace.place.build().engine.close()  # as a crash would leave it
        with pytest.raises(EngineError, match="no older version"):
            roll_back(tmp_path, choice)
        assert rebuild(workspace) == 1
        assert versions(made) == ([f"{made.index}-v1", f"{made.index}-v2"], f"{made.index}-v2")


@needs_elasticsearch
def test_a_folder_moves_between_engines_and_each_says_where_the_index_is(
    choice: EngineChoice, tmp_path: Path
) -> None:
    embedded = EngineChoice()
    with Workspace.open(tmp_path, create=True, engine=embedded) as workspace:
        workspace.library.put([document(n) for n in range(4)], LOCAL_OWNER)
        workspace.sync()
    with pytest.raises(EngineError, match="kept by embedded: add --engine embedded"):
        Workspace.open(tmp_path, engine=choice)
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        assert workspace.sync() == 4 and verify(workspace).ok
        workspace.library.put([document(9)], LOCAL_OWNER)
        workspace.sync()
    with pytest.raises(EngineError, match="kept by elasticsearch"):
        Workspace.open(tmp_path, engine=embedded)
    with Workspace.open(tmp_path, create=True, engine=embedded) as workspace:
        assert workspace.sync() == 5 and verify(workspace).ok
        assert workspace.engine.count(viewer=LOCAL_OWNER, filter=Eq("id", workspace.library.ids()[0])) == 1


_KILLED = """
import sys
from pathlib import Path
from indexer.engine.choice import EngineChoice
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.indexer.test_indexer_workspace import document
workspace = Workspace.open(Path(sys.argv[1]), create=True, engine=EngineChoice.make("elasticsearch"))
print("ready", flush=True)
for n in range(0, 4000, 20):
    workspace.library.put([document(m) for m in range(n, n + 20)], LOCAL_OWNER)
    workspace.library.put([document(m, cause="换") for m in range(n, n + 5)], LOCAL_OWNER)
    workspace.sync()
"""


@needs_elasticsearch
@pytest.mark.parametrize("after", [0.1, 0.7, 1.5])
def test_a_killed_writer_leaves_nothing_lost_or_doubled_and_no_lock(
    made: ElasticSettings, choice: EngineChoice, tmp_path: Path, after: float
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ
        | choice.environment
        | {"PYTHONPATH": ".", "FENGQIAO_ELASTICSEARCH_BULK_BYTES": "10000"},
    )
    assert process.stdout is not None and process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Workspace.open(tmp_path, create=True, engine=choice) as workspace:
        held = len(workspace.library.ids())
        workspace.sync()
        assert verify(workspace).ok
        assert workspace.engine.count(viewer=LOCAL_OWNER) == held and held % 20 == 0


@needs_elasticsearch
def test_a_refused_document_stays_pending_and_is_told(
    choice: EngineChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One whose sum no field of the index can hold, as a fault of ours would make it."""
    import indexer.indexing as indexing
    from indexer.ingest import ingest

    source = tmp_path / "source"
    source.mkdir()
    for n in range(3):
        (source / f"{n}.txt").write_text(f"第{n}号调解工作记录。投资者与基金公司达成和解。", encoding="utf-8")
    real = indexing.number_fields

    def wrong(some: Any) -> dict[str, int]:
        return real(some) | ({"amount": 2**70} if "第1号" in some.text else {})

    monkeypatch.setattr(indexing, "number_fields", wrong)
    with Workspace.open(tmp_path / "home", create=True, engine=choice) as workspace:
        summary = ingest([source], workspace, workers=1)
        assert summary.added == 3 and len(summary.failed) == 1
        assert "1.txt" in str(summary.failed[0]) and "amount" in str(summary.failed[0])
        assert len(workspace.library.pending()) == 1
        assert workspace.engine.count(viewer=LOCAL_OWNER) == 2
        monkeypatch.undo()
        again = ingest([source], workspace, workers=1)
        assert again.unchanged == 3 and not again.failed and verify(workspace).ok

"""The embedded engine under the contract, and what only it has: files, crashes, locks."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.analysis import Analyzer
from indexer.engine.contract import DIM, PUBLIC_DOCUMENTS, EngineContract, sample, words
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.embedded.state import SegmentEntry, State, load_state, write_intent, write_state
from indexer.engine.filters import Eq, FilterError, Range
from indexer.engine.protocol import Clause, EngineError, LexicalQuery
from indexer.viewer import LOCAL_OWNER, PUBLIC

ANALYZER = Analyzer((), ())


class FakeEncoder:
    name = "fake"
    fingerprint = "1"
    dim = DIM

    def encode(self, texts: Any) -> Any:
        return np.zeros((len(texts), DIM), dtype=np.float32)


def open_engine(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine.open(folder, ANALYZER, FakeEncoder(), create=True)


class TestEmbeddedEngine(EngineContract):
    def open_engine(self, folder: Path) -> EmbeddedEngine:
        return open_engine(folder)


def test_missing_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="fengqiao index"):
        EmbeddedEngine.open(tmp_path / "none", ANALYZER, None)


@pytest.mark.parametrize(
    "analyzer, encoder, says",
    [
        (Analyzer(("虚假陈述",), ()), FakeEncoder(), "analyzer"),
        (ANALYZER, None, "encoder fake instead of none"),
    ],
)
def test_other_tools_are_refused(tmp_path: Path, analyzer: Analyzer, encoder: Any, says: str) -> None:
    open_engine(tmp_path).close()
    with pytest.raises(EngineError, match=says) as caught:
        EmbeddedEngine.open(tmp_path, analyzer, encoder, create=True)
    assert "fengqiao rebuild" in str(caught.value)


def test_another_encoder_version_is_refused(tmp_path: Path) -> None:
    open_engine(tmp_path).close()
    newer = FakeEncoder()
    newer.fingerprint = "2"
    with pytest.raises(EngineError, match="another version of the encoder fake"):
        EmbeddedEngine.open(tmp_path, ANALYZER, newer)


def test_second_writer_is_told_and_readers_go_on(tmp_path: Path) -> None:
    first, second = open_engine(tmp_path), open_engine(tmp_path)
    first.upsert(PUBLIC_DOCUMENTS)
    with pytest.raises(EngineError, match="another process"):
        second.upsert(PUBLIC_DOCUMENTS)
    first.commit()
    assert second.count(viewer=PUBLIC) == 0
    second.reload()
    assert second.count(viewer=PUBLIC) == 40
    assert len(second.vector(np.ones((1, DIM)), viewer=PUBLIC, limit=50).hits) == 40
    first.release()
    second.upsert([sample(77)])
    second.commit()
    first.reload()
    assert first.count(viewer=PUBLIC) == 41
    first.close()
    second.close()


def test_crash_before_the_words_commit_keeps_the_old_vectors(tmp_path: Path, monkeypatch: Any) -> None:
    engine = open_engine(tmp_path)
    engine.upsert(PUBLIC_DOCUMENTS[:10])
    engine.commit()
    engine.upsert(PUBLIC_DOCUMENTS[10:])
    monkeypatch.setattr(engine._words, "commit", _die)
    with pytest.raises(KeyboardInterrupt):
        engine.commit()
    engine.close()
    again = open_engine(tmp_path)
    assert again.count(viewer=PUBLIC) == 10
    assert again.vector(np.ones((1, DIM)), viewer=PUBLIC, limit=50).total == 10
    again.upsert(PUBLIC_DOCUMENTS[10:])
    again.commit()
    assert again.vector(np.ones((1, DIM)), viewer=PUBLIC, limit=50).total == 40
    again.close()


def test_crash_after_the_words_commit_takes_the_new_vectors(tmp_path: Path, monkeypatch: Any) -> None:
    engine = open_engine(tmp_path)
    engine.upsert(PUBLIC_DOCUMENTS[:10])
    engine.commit()
    engine.upsert(PUBLIC_DOCUMENTS[10:])
    monkeypatch.setattr(engine._words, "reload", _die)
    with pytest.raises(KeyboardInterrupt):
        engine.commit()
    monkeypatch.undo()
    engine.close()
    again = open_engine(tmp_path)
    assert again.count(viewer=PUBLIC) == 40
    assert again.vector(np.ones((1, DIM)), viewer=PUBLIC, limit=50).total == 40
    again.close()


def _die(*_: Any) -> None:
    raise KeyboardInterrupt


def test_halves_that_do_not_belong_together_are_told(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.upsert(PUBLIC_DOCUMENTS)
    engine.commit()
    engine.close()
    state = json.loads((tmp_path / "state.json").read_text())
    (tmp_path / "state.json").write_text(json.dumps(state | {"opstamp": 99999}))
    with pytest.raises(EngineError, match="fengqiao rebuild"):
        open_engine(tmp_path)


def test_damaged_vector_file_is_told(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    engine.upsert(PUBLIC_DOCUMENTS)
    engine.commit()
    engine.close()
    for path in (tmp_path / "vectors").glob("*.npy"):
        path.write_bytes(path.read_bytes()[:50])
    again = open_engine(tmp_path)
    with pytest.raises(EngineError, match="fengqiao rebuild"):
        again.vector(np.ones((1, DIM)), viewer=PUBLIC)
    again.close()


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.indexer.test_indexer_engine_embedded import open_engine
from indexer.engine.contract import sample
engine = open_engine(Path(sys.argv[1]))
for n in range(100):
    engine.upsert([sample(m) for m in range(n * 5, n * 5 + 5)])
    if n == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    engine.commit()
    print(n, flush=True)
"""


@pytest.mark.parametrize("at", [0, 3])
def test_sigkill_loses_only_what_was_not_committed(tmp_path: Path, at: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), str(at)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    engine = open_engine(tmp_path)
    assert engine.count(viewer=LOCAL_OWNER) == 5 * at
    assert engine.vector(np.ones((1, DIM)), viewer=LOCAL_OWNER, limit=99).total == 5 * at
    engine.upsert([sample(m) for m in range(500)])
    engine.commit()
    assert engine.vector(np.ones((1, DIM)), viewer=LOCAL_OWNER, limit=1).total == 500
    engine.close()


def test_a_state_is_read_while_another_process_commits(tmp_path: Path) -> None:
    def committed(number: int) -> State:
        return State(number, number, (SegmentEntry(f"s{number}", number),))

    at = 0

    def stamp() -> int:
        """tantivy's stamp; whoever reads it is overtaken by two commits, twice."""
        nonlocal at
        read = at
        if at < 4:
            write_state(tmp_path, committed(at + 1))
            write_intent(tmp_path, committed(at + 1), committed(at + 2).segments)
            at += 2
        return read

    write_state(tmp_path, committed(0))
    assert load_state(tmp_path, stamp) == committed(4)
    write_state(tmp_path, committed(9))
    with pytest.raises(EngineError, match="do not belong together"):
        load_state(tmp_path, lambda: 7)


def test_many_commits_keep_few_files(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    for n in range(40):
        engine.upsert([sample(n), sample(n // 2)])
        engine.commit()
    assert len(list((tmp_path / "vectors").glob("*.npy"))) <= 8
    assert engine.vector(np.ones((1, DIM)), viewer=PUBLIC, limit=99).total == 40
    engine.close()


@pytest.mark.parametrize("read", ["search", "facets", "count", "document_frequencies"])
def test_the_first_hidden_document_is_hidden_while_it_comes(
    tmp_path: Path, monkeypatch: Any, read: str
) -> None:
    reading, writing = open_engine(tmp_path), open_engine(tmp_path)
    writing.upsert([sample(1, words=["基金"])])
    writing.commit()
    reading.reload()
    writing.upsert([sample(2, words=["基金"], access="restricted", owner="another")])
    real = getattr(reading._words, read)

    def as_it_comes(*given: Any) -> Any:
        writing.commit()
        reading.reload()
        return real(*given)

    monkeypatch.setattr(reading._words, read, as_it_comes)
    query = LexicalQuery((words("基金"),))
    match read:
        case "search":
            assert [hit.id for hit in reading.lexical(query, viewer=PUBLIC).hits] == ["doc-001"]
        case "facets":
            assert reading.facets(["kind"], viewer=PUBLIC) == {"kind": [("judgment", 1)]}
        case "count":
            assert reading.count(viewer=PUBLIC) == 1
        case _:
            assert reading.document_frequencies(["基金"], "body", viewer=PUBLIC) == [1]
    assert reading.count(viewer=LOCAL_OWNER) == 2
    reading.close()
    writing.close()


@pytest.mark.parametrize("filter", [Eq("colour", "red"), Range("court", 1, 2), Eq("year", "last")])
def test_bad_filters_are_told(tmp_path: Path, filter: Any) -> None:
    engine = open_engine(tmp_path)
    with pytest.raises(FilterError):
        engine.count(viewer=PUBLIC, filter=filter)
    engine.close()


def test_bad_vectors_and_fields_are_told(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    with pytest.raises(ValueError, match="dimensions"):
        engine.vector(np.ones((1, DIM + 1)), viewer=PUBLIC)
    with pytest.raises(ValueError, match="vectors of shape"):
        engine.upsert([replace(sample(1), passage_ids=(1,))])
    with pytest.raises(FilterError, match="text field"):
        engine.lexical(LexicalQuery((Clause(("a",), fields=("colour",)),)), viewer=PUBLIC)
    with pytest.raises(FilterError, match="facets"):
        engine.facets(["party"], viewer=PUBLIC)
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        engine.count(viewer=PUBLIC)


def test_index_without_vectors(tmp_path: Path) -> None:
    engine = EmbeddedEngine.open(tmp_path, ANALYZER, None, create=True)
    engine.upsert([replace(sample(1), vectors=None)])
    engine.commit()
    assert engine.count(viewer=PUBLIC) == 1
    with pytest.raises(EngineError, match="without an encoder"):
        engine.vector(np.ones((1, DIM)), viewer=PUBLIC)
    engine.close()

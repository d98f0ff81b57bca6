"""The inverted file of the embedded engine: kept, extended, carried from commit to commit, made anew when spoilt."""

import threading
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engine.contract import DIM, sample
from indexer.engine.embedded import ann as ann_module
from indexer.engine.embedded import inverted as inverted_module
from indexer.engine.embedded.ann import VectorTable
from indexer.engine.embedded.segments import from_documents, write_segment
from indexer.viewer import LOCAL_OWNER
from tests.indexer.test_indexer_engine_embedded import open_engine


def test_inverted_file_is_saved_extended_and_searched(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(ann_module, "_FEW", 10)
    documents = [sample(n) for n in range(2000)]
    segments = []
    for at, part in enumerate((documents[:1500], documents[1500:])):
        segment = from_documents(f"s{at}", part)
        write_segment(tmp_path, segment)
        segments.append(segment.entry)
    for entries in (segments[:1], segments, segments):
        table = VectorTable(tmp_path, entries, DIM, flat_up_to=100)
        wanted = documents[3]
        assert wanted.vectors is not None
        hits, total = table.search(wanted.vectors[:1], table.allow(None), 5)
        assert hits[0][1:] == (wanted.id, 31) and total == sum(e.rows for e in entries) // 2
        assert len(list(tmp_path.glob("ivf-*.faiss"))) == 1
        few, count = table.search(wanted.vectors[:1], table.allow(np.array([31, 41, 51])), 5)
        assert count == 3 and {id for _, id, _ in few} == {"doc-003", "doc-004", "doc-005"}


def test_small_segments_are_searched_beside_the_inverted_file(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(ann_module, "_FEW", 10)
    documents = [sample(n) for n in range(2000)]
    sizes = {"a": (0, 1000), "b": (1000, 1900), "c": (1900, 1960), "d": (1960, 2000), "cd": (1900, 2000)}
    sizes |= {"ab": (0, 1900)}
    entries = {}
    for name, (start, end) in sizes.items():
        segment = from_documents(name, documents[start:end])
        write_segment(tmp_path, segment)
        entries[name] = segment.entry
    trained = []
    real = inverted_module._train
    monkeypatch.setattr(inverted_module, "_train", lambda segments: trained.append(1) or real(segments))
    held, kept = None, []
    for names in (["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "cd"], ["ab", "cd"]):
        table = VectorTable(tmp_path, [entries[name] for name in names], DIM, flat_up_to=100, inverted=held)
        for wanted in (documents[3], documents[sizes[names[-1]][1] - 1]):
            assert wanted.vectors is not None
            hits, _ = table.search(wanted.vectors[:1], table.allow(None), 5)
            assert wanted.id in {id for score, id, _ in hits if score >= hits[0][0] - 1e-3}
            own = np.array([wanted.passage_ids[0]])
            monkeypatch.setattr(ann_module, "_FEW", 0)
            assert [id for _, id, _ in table.search(wanted.vectors[:1], table.allow(own), 1)[0]] == [
                wanted.id
            ]
            monkeypatch.setattr(ann_module, "_FEW", 10)
        held = table.inverted
        assert held is not None
        kept.append((held.segments, held.rows))
    assert [[name for name, *_ in segments] for segments, _ in kept] == [["a", "b"]] * 4 + [["ab", "cd"]]
    other = from_documents("ab", documents[1000:] + documents[:900])
    write_segment(tmp_path, other)
    table = VectorTable(tmp_path, [other.entry, entries["cd"]], DIM, flat_up_to=100, inverted=held)
    wanted = documents[1500]
    assert wanted.vectors is not None
    hits, _ = table.search(wanted.vectors[:1], table.allow(None), 1)
    assert hits[0][1] == wanted.id, "another index gave the name again"
    assert trained == [1]  # merged large segments go into the same lists


def test_the_inverted_file_lives_on_from_commit_to_commit(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(ann_module, "_FEW", 1)
    monkeypatch.setattr(VectorTable.__init__, "__defaults__", (100, None))
    engine = open_engine(tmp_path)
    engine.upsert([sample(n) for n in range(1000)])
    engine.commit()
    read = []
    real = inverted_module.read_snapshot
    monkeypatch.setattr(inverted_module, "read_snapshot", lambda path: read.append(path) or real(path))

    def nearest(number: int) -> str:
        asked = sample(number).vectors
        assert asked is not None
        return engine.vector(asked[:1], viewer=LOCAL_OWNER, limit=1).hits[0].id

    first = nearest(7)
    looked = len(read)
    assert looked
    for number in range(1000, 1010):
        engine.upsert([sample(number)])
        engine.commit()
        assert nearest(7) == first
    assert len(read) == looked
    engine.close()


def test_a_snapshot_is_never_needed(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(ann_module, "_FEW", 10)
    documents = [sample(n) for n in range(600)]
    segment = from_documents("s", documents)
    write_segment(tmp_path, segment)
    wanted = documents[3].vectors
    assert wanted is not None

    def found() -> str:
        table = VectorTable(tmp_path, [segment.entry], DIM, flat_up_to=100)
        ids: list[str] = []
        asking = [
            threading.Thread(
                target=lambda: ids.append(table.search(wanted[:1], table.allow(None), 5)[0][0][1])
            )
            for _ in range(4)
        ]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        assert len(ids) == 4 and len(set(ids)) == 1
        return ids[0]

    assert found() == documents[3].id
    (kept,) = tmp_path.glob("ivf-*.faiss")
    whole = kept.read_bytes()
    for spoilt in (b"", whole[: len(whole) // 2], whole[:500] + bytes(50) + whole[550:]):
        kept.write_bytes(spoilt)
        assert found() == documents[3].id
        assert kept.stat().st_size == len(whole)  # made anew and kept
    kept.unlink()
    monkeypatch.setattr(
        "faiss.write_index", lambda index, name: (_ for _ in ()).throw(RuntimeError("no space left"))
    )
    assert found() == documents[3].id
    assert not list(tmp_path.glob("ivf-*.tmp"))

"""Ingest, rebuild and verify."""

import json
import os
from pathlib import Path

import pytest

from corpora.model import AccessLevel, Kind
from indexer.ingest import ingest, rebuild, verify
from indexer.ingest.pool import Crashed, OrderedPool
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer
from indexer.workspace import Workspace


def write(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"第{n}号说明\n\n期货公司应当提示风险，客户应当及时追加保证金。编号{n}。"
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def test_bad_files_are_reported_each_time_and_good_ones_go_on(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 3)
    (source / "bad.txt").write_bytes(b"")
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        first = ingest([source, tmp_path / "missing"], workspace)
        assert (first.read, first.added, first.exit_code) == (3, 3, 2)
        assert [Path(error.path).name for error in first.failed] == ["missing", "bad.txt"]
        second = ingest([source], workspace, keep_going=True)
        assert (second.added, second.unchanged, second.skipped_files) == (0, 3, 3)
        assert len(second.failed) == 1 and second.exit_code == 0
        (source / "001.txt").write_text("第1号说明\n\n内容已经全部更换。", encoding="utf-8")
        third = ingest([source], workspace)
        assert third.added + third.updated == 1 and third.unchanged == 2
        assert verify(workspace).ok


def test_processes_give_the_same_library_and_index(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 60)
    found = []
    for workers in (1, 2):
        with Workspace.open(tmp_path / f"home{workers}", create=True) as workspace:
            assert ingest([source], workspace, workers=workers).added == 60
            assert verify(workspace).ok
            found.append((list(workspace.library.entries()), sorted(workspace.engine.entries())))
    assert found[0] == found[1]


def test_mediation_records_are_restricted_unless_said_otherwise(tmp_path: Path) -> None:
    path = write(tmp_path / "in", 1) / "000.txt"
    member = Viewer(organisation="甲调解中心", name="member")
    for access, seen in (("auto", False), ("public", True)):
        with Workspace.open(tmp_path / access, create=True) as workspace:
            summary = ingest([path], workspace, kind=Kind.MEDIATION, access=access, owner="甲调解中心")
            assert summary.added == 1
            (id,) = workspace.library.get_many(workspace.library.ids(), LOCAL_OWNER)
            assert (workspace.library.get(id, PUBLIC) is not None) is seen
            assert workspace.engine.count(viewer=PUBLIC) == int(seen)
            mine = workspace.library.get(id, member)
            assert mine is not None
            assert (mine.access is AccessLevel.RESTRICTED) is not seen
    with (
        pytest.raises(ValueError, match="access secret"),
        Workspace.open(tmp_path / "x", create=True) as other,
    ):
        ingest([path], other, access="secret")


def test_a_member_cannot_write_for_another_organisation(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 2)
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        member = Viewer(organisation="乙中心", name="member")
        summary = ingest([source], workspace, kind=Kind.MEDIATION, owner="甲中心", viewer=member)
        assert summary.added == 0 and len(summary.failed) == 2


def test_verify_names_each_difference_and_rebuild_mends(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 4)
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        lost = workspace.library.ids()[0]
        workspace.engine.delete([lost])
        workspace.engine.commit()
        workspace.engine.release()
        report = verify(workspace)
        assert not report.ok
        assert f"{lost} is in the library but not in the index" in report.problems
        assert any(p.startswith(lost) and "passages" in p for p in report.problems)
        assert rebuild(workspace) == 4
        assert verify(workspace) == verify(workspace).__class__(True, ())
        assert workspace.engine.count(viewer=LOCAL_OWNER) == 4
        assert sorted(p.name for p in (tmp_path / "home").iterdir() if "index" in p.name) == ["index"]


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number * 10


def test_a_dying_worker_costs_its_own_job_only() -> None:
    with OrderedPool[int, int](die_on_three, 2) as pool:
        results = list(pool.map(range(8)))
    assert [job for job, _ in results] == list(range(8))
    assert isinstance(results[3][1], Crashed)
    assert [result for _, result in results[:3] + results[4:]] == [0, 10, 20, 40, 50, 60, 70]


def records(path: Path, *texts: str) -> Path:
    lines = [json.dumps({"_id": t[0], "title": t[0], "text": t}, ensure_ascii=False) for t in texts]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def texts(workspace: Workspace) -> set[str]:
    found = workspace.library.get_many(workspace.library.ids(), LOCAL_OWNER).values()
    return {document.text.strip() for document in found}


@pytest.mark.parametrize("streamed", [False, True])
def test_what_a_changed_file_no_longer_gives_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, streamed: bool
) -> None:
    if streamed:
        monkeypatch.setattr("indexer.ingest.files.STREAM_FROM", 1)
    source, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        records(source, "甲方请求赔偿", "乙方拒绝履行", "丙方申请调解")
        records(other, "丙方申请调解")
        assert ingest([source, other], workspace).removed == 0
        everything = workspace.library.ids()
        assert len(everything) == 3

        records(source, "甲方请求赔偿")  # fewer records: what the other file also gives stays
        second = ingest([source, other], workspace)
        assert (second.removed, second.unchanged) == (1, 2)
        assert texts(workspace) == {"甲方请求赔偿", "丙方申请调解"}

        records(other, "丁方撤回申请")  # now nobody gives the third
        assert ingest([other], workspace).removed == 1
        assert texts(workspace) == {"甲方请求赔偿", "丁方撤回申请"}
        assert verify(workspace).ok
        assert {id for id, _ in workspace.engine.entries()} == set(workspace.library.ids())
        assert ingest([source, other], workspace, workers=1).removed == 0


def test_a_record_that_moves_to_another_file_is_not_removed(tmp_path: Path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        records(one, "甲方请求赔偿", "乙方拒绝履行")
        records(two, "丙方申请调解")
        ingest([one, two], workspace)
        records(one, "甲方请求赔偿")
        records(two, "丙方申请调解", "乙方拒绝履行")
        summary = ingest([one, two], workspace)
        assert (summary.added, summary.removed, summary.unchanged) == (0, 0, 3)
        assert verify(workspace).ok


def test_a_changed_text_under_a_new_id_replaces_the_old_one(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 2)
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        (source / "001.txt").write_text("第9号说明\n\n内容已经全部更换。", encoding="utf-8")
        summary = ingest([source], workspace)
        assert len(workspace.library.ids()) == 2
        assert summary.added + summary.updated == 1 and summary.removed == summary.added
        assert verify(workspace).ok
        again = ingest([source], workspace, kind=Kind.POLICY)  # other options, other ids
        assert again.added == again.removed == 2


def test_a_faulty_file_leaves_nothing_behind_until_it_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        records(source, "甲方请求赔偿", "乙方拒绝履行")
        ingest([source], workspace)
        records(source, "甲方请求赔偿")
        with source.open("a", encoding="utf-8") as file:
            file.write('{"_id": "乙", "text": \n')
        broken = ingest([source], workspace)
        assert (broken.removed, len(broken.failed), len(workspace.library.ids())) == (0, 1, 2)
        records(source, "甲方请求赔偿")
        assert ingest([source], workspace).removed == 1
        source.write_bytes(b"")
        emptied = ingest([source], workspace)
        assert (emptied.removed, len(emptied.failed), len(workspace.library.ids())) == (0, 1, 1)


def test_a_stranger_cannot_remove_by_changing_a_file(tmp_path: Path) -> None:
    source = write(tmp_path / "in", 1)
    ours = Viewer(organisation="甲中心", name="ours")
    theirs = Viewer(organisation="乙中心", name="theirs")
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        assert ingest([source], workspace, kind=Kind.MEDIATION, viewer=ours).added == 1
        (source / "000.txt").write_text("第8号说明\n\n内容已经全部更换。", encoding="utf-8")
        summary = ingest([source], workspace, kind=Kind.MEDIATION, viewer=theirs)
        assert (summary.added, summary.removed) == (1, 0)
        assert workspace.library.holdings(LOCAL_OWNER).total == 2

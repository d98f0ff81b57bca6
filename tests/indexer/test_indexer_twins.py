"""Redacted twins that another version's rules made are made anew before anybody relies on them."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpora.model import Document
from corpora.redact.fingerprint import rules_fingerprint
from corpora.redact.record import redacted_twin, twin_id
from indexer.ingest import ingest, prepare, rebuild, twins, verify
from indexer.viewer import LOCAL_OWNER, Viewer
from indexer.workspace import Workspace

RECORD = """---
kind: mediation
title: 邹棠与某证券公司调解案（示例）
access: restricted
owner: 甲调解中心
---
案件编号：甲调〔2024〕第031号
申请人：邹棠，男
被申请人：棠溪证券有限公司

【基本案情】
邹棠称客户经理承诺保本，亏损八万元。

【调解结果】
双方达成协议，赔偿三万元。
"""
OTHER = Viewer(frozenset({"mediator"}), "乙调解中心", "other")


def leaky(document: Document, id: str) -> Document | None:
    """A twin as rules with a hole make it."""
    made = redacted_twin(document, id)
    return made and replace(made, title=document.title)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A data folder whose twins older rules made, and its source."""
    source, home = tmp_path / "records", tmp_path / "home"
    source.mkdir()
    (source / "a.txt").write_text(RECORD, encoding="utf-8")
    with monkeypatch.context() as patch, Workspace.open(home, create=True) as workspace:
        patch.setattr(prepare, "redacted_twin", leaky)
        patch.setattr(twins, "rules_fingerprint", lambda: "older")
        assert ingest([source], workspace).added == 1
        assert verify(workspace).ok
    return home, source


def told(workspace: Workspace) -> str:
    """The title that colleagues elsewhere read."""
    (record,) = workspace.library.confidential()
    (found,) = workspace.library.get_many([twin_id(record, workspace.library.secret)], OTHER).values()
    return found.title


def test_verify_tells_of_twins_of_older_rules(old: tuple[Path, Path]) -> None:
    with Workspace.open(old[0]) as workspace:
        assert "邹棠" in told(workspace)
        report = verify(workspace)
    assert not report.ok and "twins of 1 confidential records" in report.problems[0]


@pytest.mark.parametrize("how", ["index", "rebuild"])
def test_twins_are_made_anew(old: tuple[Path, Path], how: str) -> None:
    home, source = old
    with Workspace.open(home) as workspace:
        if how == "index":
            assert ingest([source], workspace).unchanged == 1
        else:
            rebuild(workspace)
        assert "邹棠" not in told(workspace)
        assert verify(workspace).ok and workspace.library.redaction == rules_fingerprint()
        assert workspace.engine.count(viewer=OTHER) == 1


def test_a_record_that_newer_rules_cannot_redact_has_no_twin(
    old: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "redacted_twin", lambda document, id: None)
    with Workspace.open(old[0]) as workspace:
        ingest([old[1]], workspace)
        assert workspace.engine.count(viewer=OTHER) == 0
        assert workspace.engine.count(viewer=LOCAL_OWNER) == 1 and verify(workspace).ok


def test_a_run_that_was_cut_off_begins_again(old: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    home, source = old
    with Workspace.open(home) as workspace, monkeypatch.context() as patch:
        patch.setattr(
            workspace.library, "withdraw_twins", lambda ids: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            ingest([source], workspace)
        assert twins.outdated_twins(workspace.library) == 1
    with Workspace.open(home) as workspace:
        ingest([source], workspace)
        assert "邹棠" not in told(workspace) and verify(workspace).ok

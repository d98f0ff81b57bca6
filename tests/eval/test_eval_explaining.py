"""Proof of evidence over the sample corpus."""

from pathlib import Path

import pytest

from corpora.model import Document, Kind
from eval.errors import EvalError
from eval.explaining import measure_evidence
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

STORY = "银行理财经理{what}推介产品。{how}投资者起诉要求赔偿。银行答辩称产品说明书已经载明风险。法院向双方核实了经过。"


def _documents() -> list[Document]:
    whats = ["没有做风险测评就", "代客户填写问卷并", "承诺保本保息地", "在网点大厅里", "通过电话录音"]
    hows = ["产品到期亏损四成。", "客户提前赎回被拒绝。", "募集资金去向不明。", "净值连续下跌触发清盘。"]
    return [
        Document(f"d{i}-{j}", Kind.JUDGMENT, f"案{i}{j}", STORY.format(what=what, how=how))
        for i, what in enumerate(whats)
        for j, how in enumerate(hows)
    ]


def test_the_draw_is_told_and_repeats(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        workspace.library.put(_documents(), LOCAL_OWNER)
        workspace.sync()
        seen: list[int] = []
        report = measure_evidence(workspace, pairs=6, seed=3, progress=seen.append)
        again = measure_evidence(workspace, pairs=6, seed=3)
    assert report["pairs"] == 6 and seen == [1, 2, 3, 4, 5, 6]
    assert report["facts"]["passages"] > 0 and report["facts"]["loss"] > report["facts"]["loss_at_random"]
    assert {**report, "ms": 0} == {**again, "ms": 0}


def test_a_library_without_cases_has_nothing_to_prove(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "home", create=True) as workspace, pytest.raises(EvalError):
        measure_evidence(workspace, pairs=1, seed=0)

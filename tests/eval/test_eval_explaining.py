"""Proof of evidence over the sample corpus."""

from pathlib import Path

import pytest

from corpora.model import Document, Kind
from eval.errors import EvalError
from eval.explaining import measure_evidence
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

STORY = (
    "投资者在某网点办理业务时认识了理财经理，双方此前没有往来。银行理财经理{what}推介产品，投资者当场认购。"
    "认购之后投资者每月查看对账单，起初没有发现异常。{how}投资者多次到网点交涉，网点负责人答应调查，却始终没有书面答复。"
    "投资者随后向监管部门投诉，监管部门将投诉转给银行处理。银行答辩称产品说明书已经载明风险，投资者应当自行承担后果。"
    "法院调取了录音录像和系统日志，向双方核实了经过，并通知当年的经办人员出庭说明情况。双方对账户流水和认购金额没有争议。"
    "庭审中投资者申请调取同期其他客户的投诉记录，法院认为与本案没有直接关系，没有准许。"
)


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

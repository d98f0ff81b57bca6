"""What ``make run`` shows first: the sample corpus indexed, and one search worked in the terminal."""

from pathlib import Path

from corpora.sample import sample_path
from indexer.ingest import ingest, shipped_gists, terminal_progress
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.retrieval import Searcher
from search_api.retrieval.models import SimilarRequest
from ui.cli.output import fail, say
from ui.cli.results import show

QUESTION = (
    "我在直播间看了老师讲课，交了两万多元服务费加入荐股群，业务员说跟着买稳赚不赔，"
    "亏了就退费。跟了两个月一直亏，现在要求退还服务费，公司说合同写明不承诺收益，不同意退。"
)
"""A complaint in an investor's words, written for the demonstration."""


def index_sample(home: Path) -> None:
    """Index the shipped sample corpus; a second run finds everything in place."""
    say("正在索引随程序提供的示例库（全部为虚构）……")
    with Workspace.open(home, create=True) as workspace:
        shipped_gists(workspace.library)
        summary = ingest([sample_path()], workspace, progress=terminal_progress())
        if summary.failed:
            fail("\n".join(str(error) for error in summary.failed))
        held = workspace.library.holdings(LOCAL_OWNER)
        say(f"示例库就绪：{held.total - held.gists} 件，另有法条要点（非条文原文）{held.gists} 条。")


def load_sample_roster(home: Path) -> None:
    """Put the fictional roster 示例 into a data folder that has none."""
    from experts.roster.sample import load_sample
    from office.identity import LOCAL_ACTOR
    from office.sealing import Seal
    from office.store import Office

    with Office.open(home) as office, office.session() as session:
        if count := load_sample(session, Seal.of(home), LOCAL_ACTOR):
            say(f"示例名册就绪：{count} 人（均为虚构，标明“示例”）。")


def worked_search(home: Path) -> None:
    """Print a similar-case search for :data:`QUESTION`."""
    say()
    say(f"类案检索示例：{QUESTION}")
    with Workspace.open(home) as workspace:
        show(Searcher(workspace).similar(SimilarRequest(text=QUESTION, limit=3), LOCAL_OWNER))

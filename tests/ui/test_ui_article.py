"""The rule that applies, opened beside hits and beside a document: the official text, else the gist, and of which version."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from indexer.ingest import ingest
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.browsing import Running, browser_tests, running, still
from ui.demo import index_sample

pytestmark = browser_tests
LAW = """中华人民共和国期货和衍生品法（{day}）

第四十条　本条为测试而写。

第四十一条　{mark}保证金不足，约定时间内未追加的，按照约定强行平仓。

%s末尾。

第四十二条　本条也为测试而写。
""" % ("依次类推。" * 60)
KEY = "期货和衍生品法#41"
OTHER = "期货纠纷司法解释"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program over the sample and two versions of one article, one of after every sample case."""
    folder = tmp_path_factory.mktemp("article")
    index_sample(folder / "home")
    for day, mark in (("2022-04-20", "此版"), ("2036-01-01", "新版")):
        path = folder / f"期货和衍生品法（{day}）.md"
        path.write_text(LAW.format(day=day, mark=mark), encoding="utf-8")
        with Workspace.open(folder / "home") as workspace:
            assert ingest([path], workspace).added == 3
    with running(folder / "home") as program:
        yield program


def test_an_article_opens_beside_the_hits_where_the_reader_is(made: Running, page) -> None:
    page.goto(f"{made.web}?q={quote('强行平仓 通知')}")
    still(page)
    rule = page.locator(".fq-rule", has_text="《期货法》第41条")
    assert "条文原文" in rule.inner_text() and "版本 20" in rule.inner_text()
    assert "末尾。" not in rule.inner_text(), "beside hits stands as much as fits"
    gist = page.locator(".fq-rule", has_text=OTHER).first
    assert "要点（非条文原文）" in gist.inner_text() and "条文原文" not in gist.inner_text().replace(
        "要点（非条文原文）", ""
    )
    name = rule.locator("b a")
    name.scroll_into_view_if_needed()
    top = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    name.click()
    opened = page.locator(".fq-article")
    opened.get_by_text("末尾。").wait_for()
    still(page)
    assert page.locator(".fq-card").count() > 1, "the hits are still there"
    assert "版本 2036-01-01" in opened.inner_text() and "本库另有版本：2022-04-20" in opened.inner_text()
    assert abs(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") - top) < 100
    page.wait_for_function("document.activeElement.matches('.fq-article')")
    page.reload()
    page.locator(".fq-article", has_text="末尾。").wait_for()
    opened.get_by_text("关闭").click()
    page.locator(".fq-rule", has_text="《期货法》第41条").wait_for()
    still(page)
    assert page.locator(".fq-article").count() == 0


def _open_first(page) -> None:  # type: ignore[no-untyped-def]
    """The document of the first hit."""
    page.locator(".fq-card h3 a").first.click()
    page.wait_for_selector(".fq-head h2")
    still(page)


def test_beside_a_document_the_version_of_its_time_is_shown(made: Running, page) -> None:
    page.goto(f"{made.web}?q={quote('statute:期货和衍生品法#41 强行平仓')}&f={quote('kind=guiding')}")
    still(page)
    _open_first(page)
    cited = page.locator(".fq-text a.fq-stay", has_text="第四十一条").first
    cited.scroll_into_view_if_needed()
    cited.click()
    opened = page.locator(".fq-article")
    opened.get_by_text("末尾。").wait_for()
    still(page)
    said = opened.inner_text()
    assert "条文原文" in said and "版本 2022-04-20" in said and "此版" in said and "新版" not in said
    assert page.locator(".fq-head h2").count() == 1, "the document is still there"
    box = opened.bounding_box()
    assert box["y"] >= 0 and box["y"] < 800, "it is in sight"
    page.locator(".fq-section", has_text="引用法条").locator("a", has_text=OTHER).first.click()
    page.locator(".fq-article .fq-badge.gist").wait_for()
    assert "要点（非条文原文）" in page.locator(".fq-article").inner_text()


def test_a_version_of_after_the_document_is_told(made: Running, page) -> None:
    page.goto(f"{made.web}?q={quote('强行平仓')}&f={quote('kind=guiding')}&f={quote('statute=' + KEY)}")
    still(page)
    _open_first(page)
    with Workspace.open(made.home) as workspace:
        held = workspace.library.get_many(workspace.library.resolve(KEY, LOCAL_OWNER), LOCAL_OWNER)
        workspace.library.delete([id for id, version in held.items() if str(version.date) < "2030"])
        workspace.sync()
    page.locator(".fq-text a.fq-stay", has_text="第四十一条").first.click()
    page.locator(".fq-article", has_text="本库所收版本（2036-01-01）晚于本文书日期").wait_for()

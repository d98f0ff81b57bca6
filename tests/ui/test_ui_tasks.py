"""Five whole tasks of a day, in the browser: at a desk with a mouse, on a tablet's width with the keyboard alone."""

import io
import re
import time
import urllib.request
from dataclasses import replace
from urllib.parse import quote

import pytest
from docx import Document

from corpora.model import Kind
from corpora.parse import parse_text
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from tests.browsing import Running, browser_tests, new_tab, still

pytestmark = browser_tests
CASE = (
    "申请人苗某在某期货公司开户。行情剧烈波动，账户保证金不足，公司以短信通知追加保证金，"
    "半小时后即强行平仓，平仓数量超过所需，申请人请求赔偿超量平仓的损失十二万元。"
)
NEW = """东海市中级人民法院
民 事 判 决 书
（2026）沪02民初{n}号
原告：樊某某。
被告：新到期货有限公司。
本院经审理认定事实如下：被告在夜盘未通知即强行平仓，原告主张强行平仓不当，请求赔偿。
本院认为，被告未尽通知义务，强行平仓不当，应当赔偿。依照《中华人民共和国期货和衍生品法》第四十一条，判决如下：
被告赔偿原告三万元。
二〇二六年二月一日
"""


@pytest.fixture(params=[(1280, 800, False), (820, 1180, True)], ids=["desktop", "tablet by keys"])
def way(request: pytest.FixtureRequest) -> tuple[int, int, bool]:
    """Width, height, and whether the mouse is left alone."""
    return request.param


@pytest.fixture
def tab(browser, way: tuple[int, int, bool]):
    opened = new_tab(browser, way[0], way[1])
    yield opened
    opened.close()


@pytest.fixture
def press(way: tuple[int, int, bool]):
    """Clicks, or goes to the element as Tab does and presses the key that does the same."""

    def by_mouse(target) -> None:
        (target.locator("xpath=ancestor::label") if _kind(target) == "radio" else target).click()

    def by_keys(target) -> None:
        target.focus()
        assert target.evaluate("n => n === document.activeElement && n.tabIndex >= 0"), "Tab reaches it"
        target.press(" " if _kind(target) == "radio" else "Enter")

    return by_keys if way[2] else by_mouse


def _kind(target) -> str:
    return str(target.evaluate("n => n.type ?? ''"))


def ask(tab, text: str) -> None:
    box = tab.locator(".fq-box textarea")
    box.fill(text)
    box.press("Enter")


def test_find_a_precedent_and_show_why(site: str, tab, press) -> None:
    tab.goto(site)
    ask(tab, CASE)
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    assert "从案情中识别" in tab.inner_text("body") and "强行平仓" in tab.inner_text("body")
    first = tab.locator(".fq-card").first
    assert [name in first.inner_text() for name in ("事实", "焦点", "法律适用")] == [True] * 3
    press(first.locator(".fq-evidence summary"))
    assert first.locator(".fq-pair q").count() >= 1
    assert tab.locator("aside .fq-rule").count() >= 1, "the rule stands beside the hits"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "nothing is wider than the page"
    )


def test_upload_a_complaint_and_export_a_report(program: Running, tab, press, tmp_path) -> None:
    word = Document()
    for line in ("民事起诉状", "原告：苗某。", "被告：某期货公司。", "事实和理由：", CASE):
        word.add_paragraph(line)
    word.save(tmp_path / "complaint.docx")
    tab.goto(program.web)
    press(tab.get_by_role("button", name="上传文件检索"))
    with tab.expect_file_chooser() as chooser:
        press(tab.locator("[data-testid=stFileUploader] button").first)
    chooser.value.set_files(tmp_path / "complaint.docx")
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    press(tab.locator(".fq-card", has_text="强行平仓").first.get_by_text("收入卷宗夹"))
    dialog = tab.get_by_role("dialog")
    dialog.get_by_label("新卷宗夹名称").wait_for()
    if dialog.get_by_text("＋ 新建卷宗夹").count() == 0:
        dialog.locator("[data-testid=stSelectbox] input").fill("新建卷宗夹")
        tab.get_by_role("option", name="＋ 新建卷宗夹").wait_for()
        tab.keyboard.press("Enter")
    name = f"上传的案件{time.monotonic_ns()}"
    dialog.get_by_label("新卷宗夹名称").fill(name)
    press(dialog.get_by_role("button", name="收入卷宗夹"))
    dialog.wait_for(state="detached")
    press(tab.locator(".fq-nav a", has_text="卷宗夹").first)
    press(tab.locator(".fq-card a", has_text=name))
    press(tab.get_by_role("button", name="起草类案检索报告"))
    tab.wait_for_url(re.compile(r"page=reports&id=\d+"))
    tab.get_by_text("还缺少").wait_for()
    still(tab)
    with tab.expect_download() as caught:
        press(tab.get_by_role("button", name="导出 Word"))
    written = Document(io.BytesIO(caught.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "四、检索结果及裁判要点" in text and "强行平仓" in text and "草稿" in text


def test_browse_by_facets_to_a_statute_to_its_cases(site: str, tab, press) -> None:
    tab.goto(site)
    press(tab.locator(".fq-tiles a", has_text="裁判文书"))
    tab.wait_for_selector(".fq-card")
    still(tab)
    press(tab.locator(".fq-field summary", has_text="期货衍生品"))
    press(tab.locator(".fq-branch a", has_text="强行平仓").first)
    tab.wait_for_function("() => document.querySelector('.fq-facet a.on')?.innerText.includes('裁判文书')")
    tab.wait_for_function(
        "() => [...document.querySelectorAll('.fq-facet a.on')].some(a => a.innerText.includes('强行平仓'))"
    )
    still(tab)
    press(tab.locator(".fq-card h3 a").first)
    press(tab.locator(".fq-section", has_text="引用法条").locator("a", has_text="《").first)
    tab.wait_for_selector(".fq-article")
    assert len(tab.locator(".fq-article").inner_text()) > 30
    press(tab.locator(".fq-article a", has_text="引用该条的文书"))
    tab.wait_for_selector(".fq-card")
    still(tab)
    assert "statute=" in tab.url or "statute%3D" in tab.url
    assert tab.locator(".fq-card").count() >= 1


def test_compare_and_record_a_verdict(site: str, tab, press) -> None:
    tab.goto(f"{site}?case={quote(CASE)}")
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    press(tab.locator(".fq-card").first.get_by_text("对照", exact=True))
    tab.wait_for_selector(".fq-sides")
    still(tab)
    passage = tab.locator("a.fq-link").first
    target = passage.get_attribute("href")
    press(passage)
    tab.wait_for_function("id => document.querySelector(id)?.classList.contains('fq-on')", arg=target)
    back = tab.locator(f"{target}").get_attribute("href")
    assert back == f"#{passage.get_attribute('id')}", "linked in both directions"
    assert tab.locator(".fq-table tbody tr").count() >= 2
    press(tab.get_by_role("radio", name="是类案", exact=True))
    reason = f"均为保证金不足后平仓是否过量，{time.monotonic_ns()}"
    tab.get_by_label("理由").fill(reason)
    press(tab.get_by_role("button", name="记录认定"))
    tab.locator(".fq-note", has_text=reason).wait_for()
    tab.reload()
    tab.locator(".fq-note", has_text=reason).wait_for()


def test_save_a_search_and_see_an_alert(program: Running, tab, press) -> None:
    n = time.monotonic_ns() % 10**7
    tab.goto(f"{program.web}?q={quote('强行平仓 夜盘')}&f={quote('kind=judgment')}")
    tab.wait_for_selector(".fq-card mark")
    still(tab)
    press(tab.get_by_role("button", name="保存检索"))
    dialog = tab.get_by_role("dialog")
    name = f"夜盘强平{n}"
    dialog.get_by_label("检索名称").fill(name)
    press(dialog.get_by_role("button", name="保存检索"))
    dialog.wait_for(state="detached")
    with Workspace.open(program.home) as workspace:
        made = replace(parse_text(NEW.format(n=n), Kind.JUDGMENT), fictional=True)
        workspace.library.put([made], LOCAL_OWNER)
        workspace.sync()
    tab.goto(f"{program.web}?page=folders&tab=searches")
    card = tab.locator(".fq-card", has_text=name)
    card.wait_for()
    assert "文献类型：裁判文书" in card.inner_text(), "every filter is kept"
    press(tab.get_by_role("button", name="立即检索").first)
    tab.locator(".fq-card", has_text=name).get_by_text("新匹配").wait_for()
    press(tab.locator(".fq-tabs a", has_text="新匹配"))
    tab.locator(".fq-card", has_text=f"检索“{name}”").wait_for()
    press(tab.locator("summary", has_text="订阅地址（Atom）"))
    press(tab.get_by_role("button", name=re.compile("生成订阅地址|换一个地址")))
    address = tab.locator("[data-testid=stCode]", has_text="/alerts/").inner_text().strip()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address) as answer:
        feed = answer.read().decode()
    assert name in feed and "?doc=judgment-" in feed

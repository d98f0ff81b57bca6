"""Five whole tasks of a day, in the browser; a mediator, a clerk and a regulator do nothing else all day."""

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
from tests.browsing import Running, browser_tests, still

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


@pytest.fixture(params=[(1280, 800), (820, 1180)], ids=["desktop", "tablet"])
def tab(browser, request: pytest.FixtureRequest):
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.set_default_timeout(40_000)
    yield opened
    opened.close()


def ask(tab, text: str) -> None:
    box = tab.locator(".fq-box textarea")
    box.fill(text)
    box.press("Enter")


def test_find_a_precedent_and_show_why(site: str, tab) -> None:
    tab.goto(site)
    ask(tab, CASE)
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    assert "从案情中识别" in tab.inner_text("body") and "强行平仓" in tab.inner_text("body")
    first = tab.locator(".fq-card").first
    assert [name in first.inner_text() for name in ("事实", "焦点", "法律适用")] == [True] * 3
    first.locator(".fq-evidence summary").click()
    assert first.locator(".fq-pair q").count() >= 1
    assert tab.locator("aside .fq-rule").count() >= 1, "the rule stands beside the hits"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "nothing is wider than the page"
    )


def test_upload_a_complaint_and_export_a_report(program: Running, tab, tmp_path) -> None:
    word = Document()
    for line in ("民事起诉状", "原告：苗某。", "被告：某期货公司。", "事实和理由：", CASE):
        word.add_paragraph(line)
    word.save(tmp_path / "complaint.docx")
    tab.goto(program.web)
    tab.get_by_role("button", name="上传文件检索").click()
    tab.locator("input[type=file]").set_input_files(tmp_path / "complaint.docx")
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    tab.locator(".fq-card", has_text="强行平仓").first.get_by_text("收入卷宗夹").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_label("新卷宗夹名称").wait_for()
    if dialog.get_by_text("＋ 新建卷宗夹").count() == 0:
        dialog.locator("[data-testid=stSelectbox] input").click()
        tab.get_by_role("option", name="＋ 新建卷宗夹").click()
    name = f"上传的案件{time.monotonic_ns()}"
    dialog.get_by_label("新卷宗夹名称").fill(name)
    dialog.get_by_role("button", name="收入卷宗夹").click()
    dialog.wait_for(state="detached")
    tab.locator(".fq-nav a", has_text="卷宗夹").first.click()
    tab.locator(".fq-card a", has_text=name).click()
    tab.get_by_role("button", name="起草类案检索报告").click()
    tab.wait_for_url(re.compile(r"page=reports&id=\d+"))
    tab.get_by_text("还缺少").wait_for()
    still(tab)
    with tab.expect_download() as caught:
        tab.get_by_role("button", name="导出 Word").click()
    written = Document(io.BytesIO(caught.value.path().read_bytes()))
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "四、检索结果及裁判要点" in text and "强行平仓" in text and "草稿" in text


def test_browse_by_facets_to_a_statute_to_its_cases(site: str, tab) -> None:
    tab.goto(site)
    tab.locator(".fq-tiles a", has_text="裁判文书").click()
    tab.wait_for_selector(".fq-card")
    still(tab)
    tab.locator(".fq-field summary", has_text="期货衍生品").click()
    tab.locator(".fq-branch a", has_text="强行平仓").first.click()
    tab.wait_for_function("() => document.querySelector('.fq-facet a.on')?.innerText.includes('裁判文书')")
    tab.wait_for_function(
        "() => [...document.querySelectorAll('.fq-facet a.on')].some(a => a.innerText.includes('强行平仓'))"
    )
    still(tab)
    tab.locator(".fq-card h3 a").first.click()
    tab.locator(".fq-section", has_text="引用法条").locator("a", has_text="《").first.click()
    tab.wait_for_selector(".fq-article")
    assert len(tab.locator(".fq-article").inner_text()) > 30
    tab.locator(".fq-article a", has_text="引用该条的文书").click()
    tab.wait_for_selector(".fq-card")
    still(tab)
    assert "statute=" in tab.url or "statute%3D" in tab.url
    assert tab.locator(".fq-card").count() >= 1


def test_compare_and_record_a_verdict(site: str, tab) -> None:
    tab.goto(f"{site}?case={quote(CASE)}")
    tab.wait_for_selector(".fq-card .fq-bars")
    still(tab)
    tab.locator(".fq-card").first.get_by_text("对照", exact=True).click()
    tab.wait_for_selector(".fq-sides")
    still(tab)
    passage = tab.locator("a.fq-link").first
    target = passage.get_attribute("href")
    passage.click()
    tab.wait_for_function("id => document.querySelector(id)?.classList.contains('fq-on')", arg=target)
    back = tab.locator(f"{target}").get_attribute("href")
    assert back == f"#{passage.get_attribute('id')}", "linked in both directions"
    assert tab.locator(".fq-table tbody tr").count() >= 2
    tab.get_by_text("是类案", exact=True).click()
    reason = f"均为保证金不足后平仓是否过量，{time.monotonic_ns()}"
    tab.get_by_label("理由").fill(reason)
    tab.get_by_role("button", name="记录认定").click()
    tab.locator(".fq-note", has_text=reason).wait_for()
    tab.reload()
    tab.locator(".fq-note", has_text=reason).wait_for()


def test_save_a_search_and_see_an_alert(program: Running, tab) -> None:
    n = time.monotonic_ns() % 10**7
    tab.goto(f"{program.web}?q={quote('强行平仓 夜盘')}&f={quote('kind=judgment')}")
    tab.wait_for_selector(".fq-card mark")
    still(tab)
    tab.get_by_role("button", name="保存检索").click()
    dialog = tab.get_by_role("dialog")
    name = f"夜盘强平{n}"
    dialog.get_by_label("检索名称").fill(name)
    dialog.get_by_role("button", name="保存检索").click()
    dialog.wait_for(state="detached")
    with Workspace.open(program.home) as workspace:
        made = replace(parse_text(NEW.format(n=n), Kind.JUDGMENT), fictional=True)
        workspace.library.put([made], LOCAL_OWNER)
        workspace.sync()
    tab.goto(f"{program.web}?page=folders&tab=searches")
    card = tab.locator(".fq-card", has_text=name)
    card.wait_for()
    assert "文献类型：裁判文书" in card.inner_text(), "every filter is kept"
    tab.get_by_role("button", name="立即检索").first.click()
    tab.locator(".fq-card", has_text=name).get_by_text("新匹配").wait_for()
    tab.locator(".fq-tabs a", has_text="新匹配").click()
    tab.locator(".fq-card", has_text=f"检索“{name}”").wait_for()
    tab.get_by_text("订阅地址（Atom）").click()
    tab.get_by_role("button", name=re.compile("生成订阅地址|换一个地址")).click()
    address = tab.locator("[data-testid=stCode]").inner_text().strip()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address) as answer:
        feed = answer.read().decode()
    assert name in feed and "?doc=judgment-" in feed

"""A consult in the browser, from the question on a document's page to a rated answer; the quality report."""

import io

import httpx
import pytest
from docx import Document as WordDocument

from experts.roster.sample import load_sample
from office.identity import LOCAL_ACTOR
from office.sealing import Seal
from office.store import Office
from tests.browsing import Running, browser_tests, still

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browser_tests


@pytest.fixture(scope="module")
def staffed(program: Running) -> Running:
    """The running program with the sample roster."""
    with Office.open(program.home, "") as office, office.session() as session:
        load_sample(session, Seal.of(program.home), LOCAL_ACTOR)
    return program


def _step(page, name: str) -> None:
    """Open the form of a step unless it stands open."""
    form = page.locator("[data-testid=stExpander]", has=page.get_by_text(name, exact=True)).first
    if not form.locator("form, [data-testid=stForm]").first.is_visible():
        form.locator("summary").click()


def _press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.slow
def test_from_question_to_rated_answer(staffed: Running, page) -> None:
    found = httpx.get(
        f"{staffed.api}/v1/search", params={"q": "适当性义务", "filter": "kind=judgment"}, trust_env=False
    )
    case = found.json()["hits"][0]["id"]
    page.goto(f"{staffed.web}?doc={case}")
    page.get_by_role("link", name="咨询专家").click()
    page.get_by_label("标题", exact=True).fill("风险测评由他人代做时的适当性义务")
    page.get_by_label("问题", exact=True).fill(
        "客户陆明（电话13800001234）称风险测评由客户经理代做，证券公司仍卖出高风险产品，责任如何分担？"
    )
    _press(page, "提交咨询")
    page.wait_for_url("**id=**")
    page.wait_for_selector(".fq-card .fq-badge")
    still(page)
    shown = page.inner_text("body")
    assert "13800001234" not in shown
    assert "陆明" not in shown
    assert "待受理" in shown
    number = int(page.url.split("id=")[1].split("&")[0])

    _step(page, "受理")
    _press(page, "受理")
    page.wait_for_selector(".fq-badge >> text=办理中")
    still(page)

    page.get_by_label("答复", exact=True).fill(
        "测评不真实且公司知情的，不能免除适当性义务；客户明知代做的可减轻公司责任。见证券法第八十八条。"
    )
    page.get_by_label("引用案例").fill("（2099）示01民终1号")
    _press(page, "答复")
    page.wait_for_selector("text=检索库中没有")
    page.get_by_label("引用案例").fill(case)
    _press(page, "答复")
    page.wait_for_selector(".fq-badge >> text=已答复")
    still(page)
    assert "第八十八条" in page.inner_text("body")

    with page.expect_download() as saved:
        _press(page, "下载 Word 文档")
    paper = WordDocument(io.BytesIO(saved.value.path().read_bytes()))
    assert any("疑难问题咨询答复" in p.text for p in paper.paragraphs)

    _step(page, "评价")
    page.get_by_text("5", exact=True).first.click()
    _press(page, "评价")
    page.wait_for_selector(".fq-badge >> text=已评价")
    still(page)
    _step(page, "推荐入标准问答库")
    _press(page, "推荐入标准问答库")
    page.wait_for_selector(".fq-badge >> text=已推荐入标准问答库")
    kept = httpx.get(f"{staffed.api}/v1/consults/{number}", trust_env=False).json()
    assert [step["step"] for step in kept["steps"]] == ["ask", "take", "answer", "rate", "propose"]
    assert kept["rating"] == 5


def test_an_empty_question_is_told(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=consults&tab=ask")
    _press(page, "提交咨询")
    page.wait_for_selector("text=请写明标题和问题")


@pytest.mark.parametrize("width", [1280, 820])
def test_the_quality_report_has_its_guard_and_fits(staffed: Running, page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{staffed.web}?page=quality&begin=2015-01-01&end=2026-11-20")
    page.wait_for_selector(".fq-table")
    still(page)
    assert "样本不足" in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as saved:
        _press(page, "下载 Excel 表格")
    assert saved.value.suggested_filename.endswith(".xlsx")


def test_a_consult_that_is_not_there_is_told(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=consults&id=99999")
    page.wait_for_selector("text=没有编号为99999的咨询")


@pytest.mark.parametrize("width", [1280, 820])
def test_recusal_shows_classes_only_and_keeps_the_decision(staffed: Running, page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{staffed.web}?page=recusal")
    party = f"钱示例{width}"
    page.get_by_label("当事人（每行一个）").fill(f"澄州商业银行股份有限公司\n{party}，证件尾号=1234")
    _press(page, "核对")
    page.wait_for_selector("text=存在尚未处理的回避事由")
    still(page)
    shown = page.inner_text("body")
    assert "与纠纷有利害关系" in shown
    assert "乔惟中" in shown
    assert not any(word in shown for word in ("配偶", "示例乔配偶", "澄江分行"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_text("各方书面同意", exact=True).click()
    still(page)
    page.get_by_label("理由（加密保存）").fill("已向双方披露")
    page.get_by_label("澄州商业银行股份有限公司 的书面同意").fill("卷宗第3页")
    _press(page, "保存决定")
    page.wait_for_selector("text=缺少第2方当事人的书面同意")
    page.get_by_label(f"{party} 的书面同意").fill("卷宗第4页")
    _press(page, "保存决定")
    page.wait_for_selector("text=披露后各方当事人书面同意")
    page.wait_for_selector("text=名册 60 人中，0 人存在")


def test_two_names_are_compared(staffed: Running, page) -> None:
    page.goto(f"{staffed.web}?page=recusal")
    page.get_by_text("比对两个名称").click()
    page.get_by_label("名称一").fill("工行")
    page.get_by_label("名称二").fill("中国工商银行")
    _press(page, "比对")
    page.wait_for_selector("text=可能构成关联")

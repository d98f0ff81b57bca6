"""Standard answers on the page: ask, be refused, browse, fill in a document."""

from urllib.parse import parse_qs, quote, urlparse

import pytest

from tests.browsing import browser_tests

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browser_tests


def test_a_question_gets_its_answer_with_basis_and_cases(site: str, page) -> None:
    page.goto(f"{site}?page=answers")
    box = page.get_by_placeholder("客户经理私下代我炒股")
    box.fill("上市公司的虚假陈述是大股东指使的，股民能不能直接告他本人")
    page.get_by_role("button", name="提问").click()
    page.wait_for_selector(".fq-card .fq-rule")
    text = page.inner_text("body")
    assert "已对照条文，未经律师复核" in text and "要点（非条文原文）" in text
    assert "支持请求的（含部分支持）" in text and "不支持请求的" in text
    assert parse_qs(urlparse(page.url).query)["q"][0].startswith("上市公司")
    page.get_by_role("button", name="有帮助").click()
    page.wait_for_selector("text=已记录，谢谢")
    page.get_by_role("link", name="转为专家咨询").click()
    page.wait_for_selector("textarea")
    assert parse_qs(urlparse(page.url).query)["page"] == ["consults"]


def test_what_has_no_answer_says_so_and_where_to_turn(site: str, page) -> None:
    page.goto(f"{site}?page=answers&q={quote('明天买哪只股票能涨停')}")
    page.wait_for_selector("text=不在回答范围")
    assert "不预测行情" in page.inner_text("body")
    assert page.locator(".fq-rule").count() == 0


def test_topics_lead_to_an_entry(site: str, page) -> None:
    page.goto(f"{site}?page=answers&tab=topics")
    page.wait_for_selector(".fq-facet a")
    page.locator(".fq-facet a").first.click()
    page.wait_for_selector("h1.fq-h2")
    page.locator(".fq-card h2 a").first.click()
    page.wait_for_selector("article.fq-card")
    assert "entry" in parse_qs(urlparse(page.url).query)
    assert "怎么做" in page.inner_text("article")


def test_a_model_document_is_filled_in(site: str, page) -> None:
    page.goto(f"{site}?page=answers&tab=forms&form=undisputed")
    page.wait_for_selector("textarea")
    page.get_by_role("button", name="生成文书").click()
    page.wait_for_selector("text=请填写")
    page.get_by_text("空着的项留出横线").click()
    page.get_by_role("button", name="生成文书").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="下载 .docx").click()
    assert got.value.suggested_filename == "无争议事实记录.docx"

"""Two tasks of a regulator in the browser: a batch compiled to a .docx, and a leaked name sent back."""

import io
import re
from pathlib import Path
from urllib.parse import quote

from docx import Document

from tests.browsing import browser_tests, still

pytestmark = browser_tests
CASES = ("（2023）沪74民初9001号", "集合竞价撤单失败致高价成交", "行情延时十一秒之争")


def begin(page, site: str, title: str, form: str = "") -> None:
    page.goto(f"{site}?page=releases")
    page.wait_for_selector("text=新建一批")
    still(page)
    summary = page.locator("summary", has_text="新建一批")
    if not page.locator("details[open]").filter(has=summary).count():
        summary.click()
    page.get_by_label("标题").first.fill(title)
    page.get_by_label("发布单位").first.fill("示例监管局")
    if form:
        page.get_by_label("体例").click()
        page.get_by_role("option", name=form, exact=True).click()
    page.get_by_role("button", name="新建", exact=True).click()
    page.wait_for_selector("text=全部批次")
    still(page)


def propose(page, site: str, words: str) -> str:
    """Find a case and propose it from its page; returns its title."""
    page.goto(f"{site}?q={quote(words)}")
    page.wait_for_selector(".fq-card h3 a")
    still(page)
    page.locator(".fq-card h3 a").first.click()
    page.wait_for_selector(".fq-actions")
    page.locator(".fq-actions a", has_text="推荐发布").click()
    page.get_by_label("推荐理由").fill("示例：处理思路清楚，可供同类纠纷参考")
    page.get_by_role("button", name="推荐", exact=True).first.click()
    page.wait_for_selector("text=待定候选案例（1）")
    still(page)
    return page.locator(".fq-card h3").first.inner_text()


def test_a_batch_of_three_cases_from_search_to_docx(site: str, page) -> None:
    begin(page, site, "示例三案汇编")
    batch = re.search(r"id=(\d+)", page.url)[1]
    page.get_by_label("批次号").fill("2026年第3批")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_selector(".fq-meta:has-text('2026年第3批')")
    for words in CASES:
        propose(page, site, words)
        page.get_by_role("button", name="采用", exact=True).first.click()
        page.wait_for_selector("text=返回这一批")
        still(page)
        if page.get_by_role("button", name=re.compile("全部替换")).count():
            page.get_by_role("button", name=re.compile("全部替换")).click()
            page.wait_for_selector("text=没有待处理的身份信息")
    page.goto(f"{site}?page=releases&id={batch}&view=check")
    page.wait_for_selector("text=处须先处理")
    still(page)
    body = page.inner_text("body")
    assert "“典型意义”尚未撰写" in body and "批次缺少批次号" not in body
    page.goto(f"{site}?page=releases&id={batch}&view=print")
    page.wait_for_selector(".fq-paper")
    still(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Word").click()
    made = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "草稿" in text and "目录" in text
    assert "郗明夏" not in text and "澜山" not in text
    assert all(f"案例{number}" in text for number in "一二三")


def test_a_reviewer_finds_a_leaked_name_and_sends_it_back(site: str, page) -> None:
    begin(page, site, "示例单案发布")
    batch = re.search(r"id=(\d+)", page.url)[1]
    propose(page, site, "鄢永嘉等四人诉砺锋新材料股份有限公司")
    page.get_by_role("button", name="采用", exact=True).first.click()
    page.wait_for_selector("text=返回这一批")
    still(page)
    assert page.locator("del").count() >= 1, "every replacement is shown in place"
    page.goto(f"{site}?page=releases&id={batch}&view=check")
    page.wait_for_selector("text=处须先处理")
    still(page)
    assert "尚未处理" in page.inner_text("body")
    page.goto(f"{site}?page=releases&id={batch}&view=review")
    page.wait_for_selector("text=下一步")
    still(page)
    page.get_by_role("button", name="核对无误，送审").click()
    page.wait_for_selector("text=还有")
    assert "须先处理" in page.inner_text("body"), "the leaked name keeps it back"
    page.goto(f"{site}?page=releases&id={batch}")
    page.wait_for_selector(".fq-card h3 a")
    page.locator(".fq-card h3 a").first.click()
    page.get_by_label("批注").fill("示例：标题仍有当事人姓名，请改")
    page.get_by_role("button", name="添加批注").click()
    page.wait_for_selector("text=批注（1）")
    still(page)
    assert "标题仍有当事人姓名" in page.inner_text("body")

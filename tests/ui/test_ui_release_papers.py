"""White papers and suggestions in the browser: found, read, released; and two who edit the same text."""

import re

import pytest

from tests.browsing import browser_tests, new_tab, still, toast
from tests.ui.test_ui_releases import begin, propose

pytestmark = browser_tests
KINDS = {"白皮书": "期货纠纷审判白皮书", "司法建议书": "荐股服务收费与退费"}


@pytest.mark.parametrize(("kind", "title"), KINDS.items())
def test_both_kinds_are_browsed_to_filtered_and_read(site: str, page, kind: str, title: str) -> None:
    page.goto(site)
    page.wait_for_selector(".fq-tiles a")
    still(page)
    page.locator(".fq-tiles a", has_text=kind).click()
    page.wait_for_selector(".fq-card h3 a")
    still(page)
    cards = page.locator(".fq-card")
    assert cards.count() == 2 and all(kind in cards.nth(at).inner_text() for at in range(2))
    page.locator(".fq-card h3 a", has_text=title).click()
    page.wait_for_selector(".fq-toc")
    still(page)
    contents = page.locator(".fq-toc").inner_text()
    assert (
        ("对策与建议" in contents) if kind == "白皮书" else ("被建议单位" in contents and "建议" in contents)
    )


def test_a_white_paper_is_released_in_its_own_form(site: str, page) -> None:
    begin(page, site, "示例期货纠纷审判白皮书", "白皮书")
    batch = re.search(r"id=(\d+)", page.url)[1]
    propose(page, site, "汀洲市中级人民法院期货纠纷审判白皮书")
    page.get_by_role("button", name="采用", exact=True).first.click()
    page.wait_for_selector("text=返回这一批")
    still(page)
    for heading in ("基本情况", "特点与成因", "对策建议"):
        assert page.locator("h2", has_text=heading).count() == 1
    page.goto(f"{site}?page=releases&id={batch}&view=print")
    page.wait_for_selector(".fq-paper nav")
    still(page)
    assert page.locator(".fq-paper nav li").all_inner_texts() == [
        "前言", "一、基本情况", "二、特点与成因", "三、对策建议", "结语",
    ]  # fmt: skip
    for width, height in ((1280, 800), (820, 1180)):
        page.set_viewport_size({"width": width, "height": height})
        still(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_of_two_who_edit_the_same_text_the_second_is_told_and_loses_nothing(site: str, page, browser) -> None:
    begin(page, site, "示例两人同改")
    propose(page, site, "行情延时十一秒之争")
    page.get_by_role("button", name="采用", exact=True).first.click()
    page.wait_for_selector("text=返回这一批")
    still(page)
    other = new_tab(browser)
    try:
        other.goto(page.url)
        other.wait_for_selector("text=返回这一批")
        still(other)
        page.get_by_label("案例（文书）标题").first.fill("示例甲改的标题案")
        page.get_by_label("案例（文书）标题").first.press("Tab")
        toast(page, "已自动保存")
        other.get_by_label("案例（文书）标题").first.fill("示例乙改的标题案")
        other.get_by_label("案例（文书）标题").first.press("Tab")
        other.wait_for_selector("[data-testid=stAlertContentError]")
        assert other.get_by_label("案例（文书）标题").first.input_value() == "示例乙改的标题案"
    finally:
        other.close()

"""The page in a browser, over a running service: search, filters, links, documents, similar cases, faults."""

import os
import re
from urllib.parse import parse_qs, quote, urlparse

import pytest

from tests.browsing import PATIENCE, browser_tests, free_port, new_tab, showing

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browser_tests


def total(page) -> int:
    return int(re.search(r"共 (\d+) 件，用时", page.inner_text("body"))[1])


def only_judgments(page) -> None:
    """Wait until the cards are judgments and the page is still: the view before stands until the new one is drawn."""
    page.wait_for_function(
        "() => { const kinds = [...document.querySelectorAll('.fq-card .fq-badge:first-child')];"
        " return kinds.length && kinds.every(kind => kind.innerText === '裁判文书')"
        " && !document.querySelector('[data-stale=true]') }"
    )


def test_words_give_marked_hits_and_the_holdings(site: str, page) -> None:
    page.goto(site)
    box = page.get_by_placeholder("输入一句话")
    box.fill("强行平仓")
    box.press("Enter")
    page.wait_for_selector(".fq-card mark")
    assert "强行平仓" in page.locator(".fq-card mark").all_inner_texts()
    assert parse_qs(urlparse(page.url).query)["q"] == ["强行平仓"]
    cases = page.locator(".fq-card").all_inner_texts()
    assert all(("示例（虚构）" in card) != ("要点（非条文原文）" in card) for card in cases)
    page.wait_for_selector(".fq-holdings")
    assert page.locator(".fq-card").first.evaluate("node => node.closest('[lang]').lang") == "zh-CN"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_facet_narrows_and_its_link_opens_the_same_view(site: str, page, browser) -> None:
    page.goto(f"{site}?q={quote('服务费')}")
    page.wait_for_selector(".fq-card")
    before = total(page)
    page.locator(".fq-facet a", has_text="裁判文书").first.click()
    page.wait_for_selector(".fq-facet a.on")
    only_judgments(page)
    narrowed = total(page)
    assert 0 < narrowed < before
    assert parse_qs(urlparse(page.url).query)["f"] == ["kind=judgment"]
    again = new_tab(browser)
    again.goto(page.url)
    again.wait_for_selector(".fq-card", timeout=PATIENCE)
    assert total(again) == narrowed
    again.close()
    folded = page.locator(".fq-card a.fq-badge", has_text="平行案件").first
    members = int(re.search(r"\d+", folded.inner_text())[0])
    folded.click()
    page.locator(".fq-facet a.on", has_text=f"只看指定的 {members} 件文书").wait_for()
    only_judgments(page)
    assert page.locator(".fq-card").count() == members > 1, "each parallel case is a hit of its own"
    assert page.locator("a.fq-badge").count() == 0


def test_a_document_shows_sections_links_and_similar_cases(site: str, page) -> None:
    page.goto(f"{site}?q={quote('(2024)川0107民初9071号')}")
    page.wait_for_selector(".fq-card h3 a")
    page.locator(".fq-card h3 a").first.click()
    page.wait_for_selector("text=与本文书相似的案例")
    page.wait_for_selector(".fq-card .fq-bars")
    assert page.locator(".fq-section .fq-text").count() >= 4
    page.locator(".fq-text a", has_text="条").first.click()
    page.wait_for_selector(".fq-article .fq-badge.gist")
    page.locator(".fq-article a", has_text="打开条文页").click()
    page.wait_for_selector(".fq-head .fq-badge.gist")
    assert parse_qs(urlparse(page.url).query)["doc"][0].startswith("statute-")
    assert "要点（非条文原文）" in page.locator(".fq-head h2").inner_text()
    assert "要点（非条文原文）" in page.locator(".fq-section h4").first.inner_text()


def test_links_keep_the_page_and_the_back_button_the_views(site: str, page) -> None:
    search = f"{site}?q={quote('强行平仓')}&f={quote('kind=judgment')}"
    page.goto(search)
    page.wait_for_selector(".fq-card mark")
    page.evaluate("window.stillHere = true")
    first = page.locator(".fq-card h3 a").first
    title = first.inner_text()
    first.click()
    page.wait_for_function("text => document.querySelector('.fq-head h2')?.innerText === text", arg=title)
    page.locator(".fq-text a", has_text="条").first.click()
    page.wait_for_selector(".fq-article .fq-badge.gist")
    page.locator(".fq-article a", has_text="打开条文页").click()
    page.wait_for_selector(".fq-head .fq-badge.gist")
    page.go_back()
    page.wait_for_selector(".fq-article .fq-badge.gist")
    page.go_back()
    page.wait_for_function("text => document.querySelector('.fq-head h2')?.innerText === text", arg=title)
    page.go_back()
    page.wait_for_selector(".fq-card mark")
    assert parse_qs(urlparse(page.url).query) == parse_qs(urlparse(search).query)
    box = page.get_by_placeholder("输入一句话")
    box.fill("适当性义务")
    box.press("Enter")
    page.wait_for_url(f"**q={quote('适当性义务')}**")
    only_judgments(page)
    page.go_back()
    page.wait_for_function("() => document.querySelector('.fq-card mark')?.innerText === '强行平仓'")
    only_judgments(page)
    assert page.get_by_placeholder("输入一句话").input_value() == "强行平仓"
    assert page.evaluate("window.stillHere")


@pytest.mark.parametrize(
    "address", ["", f"?q={quote(chr(34) + '绝无此词语组合' + chr(34))}", "?doc=judgment-none"]
)
def test_every_screen_says_what_is_made_up_and_how_far_the_law_was_checked(
    site: str, page, address: str
) -> None:
    page.goto(site + address)
    page.wait_for_selector(".fq-holdings")
    assert "示例" in page.locator(".fq-sample").inner_text()
    assert re.search(r"法律核对至 \d{4}-\d\d-\d\d", page.locator(".fq-holdings").inner_text())
    assert "法律条文" in page.locator(".fq-holdings").inner_text()


def test_a_pasted_case_goes_to_similar_cases(site: str, page) -> None:
    page.goto(site)
    box = page.get_by_placeholder("输入一句话")
    box.fill("银行理财经理推荐我买了一只基金，说很稳健，没有做风险测评，结果亏了一半。")
    page.locator(".fq-box button").click()
    page.get_by_text("改按案情检索类案").click()
    page.wait_for_selector(".fq-card .fq-bars")
    assert parse_qs(urlparse(page.url).query)["case"]
    page.wait_for_selector(".fq-facet a >> text=裁判文书")
    assert page.locator(".fq-facet a", has_text="法律条文").count() == 0


def test_a_long_text_in_the_box_is_a_case_and_survives_a_filter(site: str, page) -> None:
    text = "".join(f"第{number}次来电，业务员劝说购买荐股服务并承诺保本。" for number in range(250))
    page.goto(site)
    box = page.get_by_placeholder("输入一句话")
    box.fill(text)
    box.press("Enter")
    page.wait_for_selector(".fq-card .fq-bars")
    page.locator(".fq-facet a", has_text="裁判文书").first.click()
    page.wait_for_selector(".fq-facet a.on")
    only_judgments(page)
    assert page.locator(".fq-box textarea").input_value() == text
    assert parse_qs(urlparse(page.url).query)["f"] == ["kind=judgment"]


def test_the_way_back_from_a_document_is_the_same_search(site: str, page) -> None:
    address = f"{site}?q={quote('服务费')}&f={quote('kind=judgment')}&sort=date"
    page.goto(address)
    page.locator(".fq-card h3 a").first.click()
    page.locator(".fq-toc a").nth(2).click()
    page.wait_for_function("Math.abs(document.querySelector('#s2').getBoundingClientRect().top) < 200")
    page.get_by_text("返回检索").click()
    page.wait_for_selector(".fq-card h3")
    assert parse_qs(urlparse(page.url).query) == parse_qs(urlparse(address).query)


def test_the_back_button_undoes_a_sort(site: str, page) -> None:
    page.goto(f"{site}?q={quote('服务费')}")
    page.wait_for_selector(".fq-card")
    first = page.locator(".fq-card h3").first.inner_text()
    page.locator("[data-testid=stSelectbox] input").click()
    page.get_by_role("option", name="时间从近到远").click()
    page.wait_for_url("**sort=date")
    page.wait_for_function("text => document.querySelector('.fq-card h3')?.innerText !== text", arg=first)
    page.go_back()
    page.wait_for_function("text => document.querySelector('.fq-card h3')?.innerText === text", arg=first)
    page.wait_for_timeout(1000)
    assert "sort" not in parse_qs(urlparse(page.url).query)


def test_no_hits_says_what_to_do(site: str, page) -> None:
    page.goto(f"{site}?q={quote(chr(34) + '绝无此词语组合' + chr(34))}")
    page.wait_for_selector("text=没有命中")


def test_an_unknown_document_says_so(site: str, page) -> None:
    page.goto(f"{site}?doc=judgment-0000000000000000")
    page.wait_for_selector("text=没有这份文书")


def test_a_service_that_is_down_is_said_in_a_sentence(page) -> None:
    with showing(os.environ, f"http://127.0.0.1:{free_port()}") as web:
        page.goto(web)
        page.wait_for_selector("text=检索服务没有响应")
        assert "凡标明“示例（虚构）”的文书均为虚构" in page.locator(".fq-sample").inner_text()
        assert "Traceback" not in page.inner_text("body")

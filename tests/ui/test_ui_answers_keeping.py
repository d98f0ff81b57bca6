"""Keeping the bank on the page: two people bring an entry to users; the form reads what it writes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from office.bank import shipped
from tests.browsing import browser_tests, new_tab, organisation, sign_in, still
from ui.web.screens.answers.writing import UnreadableBasis, lines, read_basis


def test_the_form_reads_the_basis_that_it_writes() -> None:
    for entry in shipped():
        content = entry.model_dump(mode="json")
        read = read_basis(lines(content)["basis"])
        assert len(read) == len(entry.basis)
        for one, basis in zip(read, entry.basis, strict=True):
            assert one["keywords"] == list(basis.keywords)
        assert [(one["article"], one.get("suffix", 0)) for one in read if "article" in one] == [
            (basis.article, basis.suffix) for basis in entry.articles
        ]


@pytest.mark.parametrize(
    "line", ["证券法第五十七条", "某某约定第三条｜2020-01-01｜示例", "《证券法》｜2019-12-28｜示例"]
)
def test_a_line_that_names_no_article_is_told(line: str) -> None:
    with pytest.raises(UnreadableBasis, match=re.escape(line)):
        read_basis(f"《证券法》第五十七条｜2019-12-28｜未经客户的委托\n{line}")


@pytest.fixture(scope="module")
def editors_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("editors") / "home"
    accounts = (("boss", "administrator"), ("anna", "editor"), ("bo", "editor"))
    with organisation(home, *accounts) as program:
        yield program.web


def signed_in(browser: Any, site: str, name: str) -> Any:
    page = new_tab(browser)
    page.goto(site)
    sign_in(page, name)
    page.locator(".fq-me").wait_for()
    return page


@pytest.mark.browser
@browser_tests[1]
def test_two_people_bring_a_version_to_users(editors_site: str, browser: Any) -> None:
    anna, bo = (signed_in(browser, editors_site, name) for name in ("anna", "bo"))
    address = f"{editors_site}?page=answers&tab=bank&keep=BA-001"
    anna.goto(address)
    still(anna)
    anna.get_by_text("修改，形成新版本").click()
    still(anna)
    anna.get_by_label("简短回答").fill("改过的简短回答（示例）。")
    anna.get_by_label("说明").fill("示例：改短")
    still(anna)
    anna.get_by_role("button", name="提交草稿").click()
    anna.wait_for_selector("ins:has-text('改过的简短回答')")
    still(anna)
    anna.get_by_role("button", name="审核通过").click()
    anna.wait_for_selector("text=作者不能审核")
    bo.goto(address)
    still(bo)
    bo.get_by_role("button", name="审核通过").click()
    bo.get_by_role("button", name="发布", exact=True).wait_for()
    still(bo)
    bo.get_by_role("button", name="发布", exact=True).click()
    bo.wait_for_selector("td:has-text('已发布')")
    bo.goto(f"{editors_site}?page=answers&entry=BA-001")
    bo.wait_for_selector("text=改过的简短回答（示例）。")
    assert "已对照条文，未经律师复核" in bo.inner_text("article")
    bo.goto(f"{editors_site}?page=answers&tab=bank&law=证券法")
    bo.wait_for_selector("text=需要复核的引用")
    anna.close()
    bo.close()


@pytest.mark.browser
@browser_tests[1]
def test_a_lawyers_review_is_entered_where_the_answer_is_read(editors_site: str, browser: Any) -> None:
    anna, boss = (signed_in(browser, editors_site, name) for name in ("anna", "boss"))
    address = f"{editors_site}?page=answers&entry=BA-002"
    anna.goto(address)
    anna.wait_for_selector("text=已对照条文，未经律师复核")
    still(anna)
    assert anna.get_by_text("登记律师复核").count() == 0, "not for editors"
    boss.goto(address)
    boss.get_by_text("登记律师复核").click()
    still(boss)
    boss.get_by_label("复核律师").fill("示例律师林某（示例律师事务所）")
    boss.get_by_role("button", name="登记", exact=True).click()
    boss.wait_for_selector("text=已由示例律师林某（示例律师事务所）复核")
    anna.close()
    boss.close()

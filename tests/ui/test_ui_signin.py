"""Signing in by the browser: sign-in page, cookie, who one is on top, signing out; and one user's page not another's."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.browsing import (
    PASSWORD,
    PATIENCE,
    browser_tests,
    new_tab,
    organisation,
    pick,
    sign_in,
    still,
    toast,
)
from ui.web import account, client

pytestmark = browser_tests


@pytest.fixture(scope="module")
def guarded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("web") / "home"
    accounts = (
        (name, role, "--label", label, "--organisation", "示例调解中心")
        for name, role, label in (("boss", "administrator", "管理员"), ("wang", "mediator", "王调解员"))
    )
    with organisation(home, *accounts) as program:
        yield program.web


def test_one_signs_in_sees_who_one_is_and_signs_out(guarded_site: str, browser: Any) -> None:
    page = new_tab(browser)
    page.goto(guarded_site)
    invitation = page.locator(".fq-signin a")
    invitation.wait_for(timeout=PATIENCE)
    assert page.locator(".fq-holdings").count() == 0
    invitation.click()
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码").fill("wrong wrong wrong")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("alert").wait_for(timeout=PATIENCE)
    assert page.get_by_label("用户名").input_value() == "wang"
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.locator(".fq-me", has_text="王调解员").wait_for(timeout=PATIENCE)
    assert page.url.startswith(guarded_site)
    page.locator(".fq-holdings").wait_for(timeout=PATIENCE)
    assert "fengqiao" not in page.evaluate("document.cookie")
    assert "fengqiao_session" not in page.content()
    other = new_tab(browser)  # a context of its own: another person's browser
    other.goto(guarded_site)
    other.locator(".fq-signin").wait_for(timeout=PATIENCE)
    page.goto(f"{guarded_site}?q=%E7%90%86%E8%B4%A2")
    page.locator(".fq-me", has_text="王调解员").wait_for(timeout=PATIENCE)
    page.locator(".fq-me a").click()
    page.get_by_role("button", name="退出登录").click()
    page.locator(".fq-signin").wait_for(timeout=PATIENCE)
    page.close()
    other.close()


def _signed_in(site: str, browser: Any, name: str) -> Any:
    page = new_tab(browser)
    page.goto(f"{site}?page=folders")
    sign_in(page, name)
    page.locator(".fq-tabs").wait_for()
    still(page)
    return page


def _share_with_boss(own: Any) -> None:
    """Share the folder that is open, to read."""
    own.get_by_text("共享给同事").first.click()
    pick(own, own.get_by_label("同事"), "管理员", own.get_by_role("option", name="管理员（boss）"))
    own.keyboard.press("Escape")
    own.get_by_role("button", name="共享给同事", exact=True).click()
    own.get_by_text("管理员 · 只能查看").wait_for()


def test_a_folder_is_shared_with_a_colleague_who_reads_it_and_may_then_write(
    guarded_site: str, browser: Any
) -> None:
    own = _signed_in(guarded_site, browser, "wang")
    own.get_by_label("名称").fill("示例强平案")
    own.get_by_label("待决案件案情").fill("账户保证金不足，半小时后即被强行平仓。")
    own.get_by_role("button", name="新建", exact=True).click()
    _share_with_boss(own)
    other = _signed_in(guarded_site, browser, "boss")
    card = other.locator(".fq-card", has_text="示例强平案")
    assert "wang 共享，只能查看" in card.inner_text()
    card.locator("a").click()
    other.locator(".fq-text", has_text="半小时后即被强行平仓").wait_for()
    still(other)
    assert other.get_by_role("button", name="保存").count() == 0
    assert other.get_by_role("button", name="删除").count() == 0
    own.get_by_role("button", name="改为可编辑").click()
    own.get_by_text("管理员 · 可编辑").wait_for()
    other.reload()
    other.get_by_label("备注").fill("同事补充")
    other.get_by_role("button", name="保存").click()
    toast(other, "已保存")
    assert other.get_by_role("button", name="删除").count() == 0, "only its owner deletes it"
    own.close()
    other.close()


def test_a_shared_folder_carries_its_searches(guarded_site: str, browser: Any) -> None:
    own = _signed_in(guarded_site, browser, "wang")
    own.goto(f"{guarded_site}?q={quote('强行平仓')}&f={quote('kind=judgment')}")
    own.locator(".fq-card").first.wait_for()
    still(own)
    own.get_by_role("button", name="保存检索").click()
    dialog = own.get_by_role("dialog")
    dialog.get_by_label("检索名称").fill("示例强平检索")
    option = own.get_by_role("option", name="＋ 新建卷宗夹")
    pick(own, dialog.locator("[data-testid=stSelectbox] input"), "新建", option)
    dialog.get_by_label("新卷宗夹名称").fill("带检索的卷宗夹")
    dialog.get_by_role("button", name="保存检索").click()
    dialog.wait_for(state="detached")
    own.goto(f"{guarded_site}?page=folders")
    own.locator(".fq-card a", has_text="带检索的卷宗夹").click()
    own.locator(".fq-card", has_text="示例强平检索").wait_for()
    still(own)
    _share_with_boss(own)
    other = _signed_in(guarded_site, browser, "boss")
    other.locator(".fq-card a", has_text="带检索的卷宗夹").click()
    card = other.locator(".fq-card", has_text="示例强平检索")
    card.wait_for()
    still(other)
    assert "wang 保存" in card.inner_text() and "您还没有运行过" in card.inner_text()
    assert other.get_by_role("button", name="管理这条检索").count() == 0
    other.get_by_role("button", name="立即检索").click()
    other.locator(".fq-card", has_text="示例强平检索").get_by_text(re.compile(r"上次 \d+ 件")).wait_for()
    still(other)
    other.locator("[data-testid=stCheckbox] label", has_text="有新匹配时提醒").click()
    still(other)
    own.get_by_role("button", name="改为可编辑").click()
    own.get_by_text("管理员 · 可编辑").wait_for()
    other.reload()
    still(other)
    assert other.locator("[data-testid=stCheckbox] input").is_checked()
    other.get_by_role("button", name="管理这条检索").click()
    other.get_by_text("由 wang 保存").wait_for()
    other.get_by_label("检索名称").fill("同事改的名")
    other.get_by_label("检索名称").press("Enter")
    other.locator(".fq-card", has_text="同事改的名").wait_for()
    still(other)
    other.get_by_role("button", name="删除", exact=True).click()
    other.get_by_text("已删除“同事改的名”").wait_for()
    still(other)
    own.goto(f"{guarded_site}?page=folders&tab=searches")
    own.get_by_text("还没有保存的检索").wait_for()
    other.get_by_role("button", name="撤销").click()
    other.locator(".fq-card", has_text="同事改的名").wait_for()
    own.close()
    other.close()


@pytest.mark.parametrize(
    ("service", "given", "page", "expected"),
    [
        ("http://127.0.0.1:8000", "", "http://localhost:8501/?q=x", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "", "http://127.0.0.1:8501/", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000", "/", "https://fengqiao.example/", ""),
        ("http://127.0.0.1:8000", "https://api.example/", "https://web.example/", "https://api.example"),
        ("https://api.example", "", "https://web.example/", "https://api.example"),
    ],
)
def test_the_browser_is_sent_to_where_it_reaches_the_service(
    monkeypatch: pytest.MonkeyPatch, service: str, given: str, page: str, expected: str
) -> None:
    monkeypatch.setattr(client, "address", lambda: service)
    monkeypatch.setenv("FENGQIAO_PUBLIC_API", given)
    assert account.public_address(page) == expected


def test_an_administrator_keeps_accounts_and_reads_the_trail(guarded_site: str, browser: Any) -> None:
    page = new_tab(browser, 820, 1180)
    page.goto(guarded_site)
    sign_in(page, "boss")
    page.locator(".fq-me").get_by_role("link", name="管理").click()
    page.locator(".fq-grid", has_text="王调解员").wait_for()
    still(page)
    page.get_by_role("link", name="新增账号").click()
    page.get_by_role("button", name="新增", exact=True).wait_for()
    still(page)
    page.get_by_role("textbox", name="用户名").fill("li")
    page.get_by_role("textbox", name="姓名").fill("李示例")
    page.get_by_role("textbox", name="机构").fill("示例调解中心")
    page.get_by_role("textbox", name="初始密码").fill("short")
    pick(
        page,
        page.get_by_role("combobox", name="角色（可多选）"),
        "调解员",
        page.get_by_role("option", name="调解员"),
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name="新增", exact=True).click()
    page.get_by_text("至少 12 个字符").first.wait_for()
    still(page)
    page.get_by_role("textbox", name="初始密码").fill(PASSWORD)
    page.get_by_role("button", name="新增", exact=True).click()
    page.locator(".fq-head", has_text="李示例").wait_for()
    assert "name=li" in page.url
    still(page)
    page.get_by_label("原因（记入审计）").fill("示例停用")
    page.get_by_role("button", name="停用账号").click()
    page.get_by_text("账号已停用。").wait_for()
    page.goto(f"{guarded_site}?page=admin&tab=trail&action=user")
    page.locator(".fq-grid", has_text="示例停用").wait_for()
    still(page)
    page.get_by_role("button", name="校验审计记录").click()
    page.get_by_text("前后相连").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()

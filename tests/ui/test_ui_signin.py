"""Signing in by the browser: sign-in page, cookie, who one is on top, signing out; and one user's page not another's."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import PATIENCE, browser_tests, free_port, wait_for
from ui.demo import index_sample
from ui.processes import web_command, web_environment
from ui.web import account, client

pytestmark = browser_tests
GOOD = "枫桥经验-四两拨千斤-2026"


@pytest.fixture(scope="module")
def guarded_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("web") / "home"
    index_sample(home)
    api, page = free_port(), free_port()
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": root, "FENGQIAO_OFFICE_URL": "", "FENGQIAO_HOME": str(home)}
    for name, role, label in (("boss", "administrator", "管理员"), ("wang", "mediator", "王调解员")):
        command = ["users", "add", name, "--role", role, "--label", label, "--password-stdin"]
        subprocess.run(
            [sys.executable, "-m", "ui", *command], input=GOOD, text=True, check=True, env=environment
        )
    service = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--mode", "organisation", "--port", str(api)], env=environment
    )
    web = subprocess.Popen(
        web_command(page), env=environment | web_environment(f"http://127.0.0.1:{api}"), cwd=root
    )
    try:
        wait_for(f"http://127.0.0.1:{api}/v1/health")
        wait_for(f"http://127.0.0.1:{page}/_stcore/health")
        yield f"http://127.0.0.1:{page}/"
    finally:
        for process in (service, web):
            process.terminate()
            process.wait()


def test_one_signs_in_sees_who_one_is_and_signs_out(guarded_site: str, browser: Any) -> None:
    page = browser.new_page()
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
    page.get_by_label("密码").fill(GOOD)
    page.get_by_role("button", name="登录").click()
    page.locator(".fq-me", has_text="王调解员").wait_for(timeout=PATIENCE)
    assert page.url.startswith(guarded_site)
    page.locator(".fq-holdings").wait_for(timeout=PATIENCE)
    assert "fengqiao" not in page.evaluate("document.cookie")
    assert "fengqiao_session" not in page.content()
    other = browser.new_page()  # a context of its own: another person's browser
    other.goto(guarded_site)
    other.locator(".fq-signin").wait_for(timeout=PATIENCE)
    page.goto(f"{guarded_site}?q=%E7%90%86%E8%B4%A2")
    page.locator(".fq-me", has_text="王调解员").wait_for(timeout=PATIENCE)
    page.locator(".fq-me a").click()
    page.get_by_role("button", name="退出登录").click()
    page.locator(".fq-signin").wait_for(timeout=PATIENCE)
    page.close()
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

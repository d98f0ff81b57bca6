"""Files made when asked for: saved at once, with the rights of who asks; where that fails, the page says so in Chinese."""

import io
from pathlib import Path
from typing import Any

from docx import Document

from tests.browsing import (
    browser_tests,
    environment_of,
    new_tab,
    organisation,
    serving,
    showing,
    sign_in,
    still,
)
from ui.demo import index_sample

pytestmark = browser_tests


def _a_case(page: Any, web: str) -> None:
    page.goto(f"{web}?q=%E5%BC%BA%E8%A1%8C%E5%B9%B3%E4%BB%93&f=kind%3Djudgment")
    page.locator(".fq-card h3 a").first.click()
    page.wait_for_selector(".fq-head h2")
    still(page)


def test_in_an_organisation_a_file_is_made_for_who_is_signed_in(browser: Any, tmp_path: Path) -> None:
    with organisation(tmp_path / "home", ("boss", "administrator"), ("wang", "mediator")) as program:
        page = new_tab(browser)
        page.goto(program.web)
        sign_in(page, "wang")
        page.locator(".fq-me").wait_for()
        _a_case(page, program.web)
        with page.expect_download() as caught:
            page.get_by_role("button", name="下载 Word 文档").click()
        title = page.locator(".fq-head h2").inner_text()
        written = Document(io.BytesIO(caught.value.path().read_bytes()))
        assert title in "".join(paragraph.text for paragraph in written.paragraphs)
        again = page.get_by_role("button", name="再次保存")
        again.wait_for()
        with page.expect_download() as caught:
            again.click()
        assert caught.value.suggested_filename.endswith(".docx")
        page.context.clear_cookies()
        page.close()


def test_where_a_file_cannot_be_made_the_page_says_what_to_do(browser: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    index_sample(home)
    environment = environment_of(home)
    page = new_tab(browser)
    started = serving(environment)
    with showing(environment, api := started.__enter__()) as web:
        try:
            _a_case(page, web)
        finally:
            started.__exit__(None, None, None)
        page.get_by_role("button", name="下载 Word 文档").click()
        told = page.get_by_role("alert").filter(has_text="检索服务没有响应")
        told.wait_for()
        assert api in told.inner_text() and "联系管理员" in told.inner_text()
        assert "Failed" not in page.inner_text("body")
        with page.expect_download() as caught:
            page.get_by_role("button", name="下载正文").click()
        assert caught.value.path().stat().st_size > 100, "what is on the page already needs no service"
    page.close()

"""What Streamlit's own widgets say in English is said in Chinese; what documents say stays as it is."""

import json
import re

import pytest

from tests.browsing import Running, browser_tests, still
from ui.web.frame import frame_script, frame_words

NAMED = """() => [...document.querySelectorAll('[aria-label],[placeholder]')]
    .flatMap(e => [e.getAttribute('aria-label'), e.getAttribute('placeholder')]).filter(Boolean)"""
ENGLISH = re.compile(r"\b(Upload|Choose|per file|allowed|smaller|No results|Skip to|Open|Clear)\b")


def test_the_words_are_a_script_whatever_stands_in_them() -> None:
    script = frame_script()
    assert "<" not in script
    told = json.loads(script.partition("=")[2].rstrip(";"))
    assert [tuple(pair) for pair in told] == frame_words()


@pytest.mark.browser
class TestInTheBrowser:
    """Over the running page."""

    pytestmark = browser_tests

    def test_an_upload_speaks_chinese_from_the_start_to_its_errors(self, site: str, page, tmp_path) -> None:
        page.goto(site)
        still(page)
        page.get_by_role("button", name="上传文件检索").click()
        page.get_by_text("每个文件不超过 20MB").wait_for()
        wrong, large = tmp_path / "photo.png", tmp_path / "case.txt"
        wrong.write_bytes(b"x")
        large.write_bytes(b"x" * (21 * 2**20))
        for path, said in ((wrong, "不支持这种格式的文件"), (large, "文件超过 20")):
            page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(path)
            page.get_by_text(said).wait_for()
        assert not ENGLISH.search(page.inner_text("body"))

    @pytest.mark.parametrize("address", ["?q=x", "?page=experts", "?page=releases", "?page=folders"])
    def test_fields_are_named_in_chinese(self, site: str, page, address: str) -> None:
        page.goto(site + address)
        still(page)
        assert [name for name in page.evaluate(NAMED) if ENGLISH.search(name)] == []

    def test_text_of_the_page_itself_is_left_alone(self, program: Running, page) -> None:
        page.goto(f"{program.web}?q=Upload")
        still(page)
        assert page.locator(".fq-box textarea").input_value() == "Upload"
        page.evaluate(
            """() => { const told = document.createElement('p'); told.className = 'told'; told.textContent = 'Upload';
                document.querySelector('div[lang=zh-CN]').append(told); }"""
        )
        page.wait_for_timeout(300)
        assert page.locator("p.told").inner_text() == "Upload"

"""Files leave the page by one kind of button only: Streamlit's own, unless told otherwise, draws the page anew at a click
and takes the file away under the browser that asks for it."""

import ast
from pathlib import Path

import pytest

from ui.web.page import guarded
from ui.web.texts import t

ROOT = Path(__file__).parents[2]
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "ui").rglob("*.py"))}


def name_of(node: ast.AST) -> str:
    """What a node names: ``b`` of ``a.b``, of ``b``, and of ``from a import b``."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name
        case _:
            return ""


def test_streamlits_button_stands_in_one_module_only() -> None:
    named = {
        path.relative_to(ROOT).as_posix()
        for path, tree in TREES.items()
        if any(name_of(node) == "download_button" for node in ast.walk(tree))
    }
    assert named == {"ui/web/downloads.py"}, "save files by ui.web.downloads.save_button"


def test_a_click_on_it_draws_nothing_anew() -> None:
    calls = [
        {given.arg: ast.unparse(given.value) for given in node.keywords}
        for node in ast.walk(TREES[ROOT / "ui" / "web" / "downloads.py"])
        if isinstance(node, ast.Call) and name_of(node.func) == "download_button"
    ]
    assert calls and all(call.get("on_click") == "'ignore'" for call in calls)


def test_a_fault_of_the_page_itself_is_told_in_chinese_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.web.page.st.error", said.append)
    guarded(lambda: [].pop())
    assert said == [t("page_failed")] and "IndexError: pop from empty list" in caplog.text

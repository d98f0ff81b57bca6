"""Every text of the catalogue is shown somewhere, and every text that the code asks for is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ui.web.texts import t

ROOT = Path(__file__).parents[2]
WEB = ROOT / "ui" / "web"
LAYERS = ("ui", "eval", "search_api", "experts", "office", "indexer", "corpora")


def leaves(node: dict[str, object], above: str = "") -> Iterator[str]:
    for name, value in node.items():
        yield from leaves(value, f"{above}{name}.") if isinstance(value, dict) else (above + name,)


def asked(tree: ast.AST) -> Iterator[ast.expr]:
    """First arguments of calls of ``t``; of a choice between two, both."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
            waiting = [node.args[0]]
            while waiting:
                match waiting.pop():
                    case ast.IfExp(body=one, orelse=other):
                        waiting += [one, other]
                    case key:
                        yield key


def constants(tree: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


KEYS = frozenset(leaves(yaml.safe_load((WEB / "texts.yaml").read_text("utf-8"))))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(WEB.rglob("*.py"))}
PATTERNS = {
    "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "(.+)" for part in key.values)  # type: ignore[arg-type]
    for tree in TREES.values()
    for key in asked(tree)
    if isinstance(key, ast.JoinedStr)
}


def test_every_text_is_used() -> None:
    """By its key, in a module that asks for one of several keys, or by a pattern whose rest the program knows."""
    used = {key.value for tree in TREES.values() for key in asked(tree) if isinstance(key, ast.Constant)}
    for tree in TREES.values():
        if any(not isinstance(key, ast.Constant | ast.JoinedStr) for key in asked(tree)):
            used |= constants(tree)
    code = [path.read_text("utf-8") for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    code += [
        path.read_text("utf-8")
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.yaml")
        if path.parent != WEB
    ]
    words = set(re.findall(r"\w+", "\n".join(code)))
    unused = {
        key
        for key in KEYS - used
        if not any(
            (rest := re.fullmatch(pattern, key)) and set(rest.groups()) <= words for pattern in PATTERNS
        )
    }
    assert not unused, sorted(unused)


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_pattern_of_keys_finds_some(pattern: str) -> None:
    assert any(re.fullmatch(pattern, key) for key in KEYS)


def test_every_text_that_the_code_names_is_in_the_catalogue() -> None:
    named = {
        str(key.value) for tree in TREES.values() for key in asked(tree) if isinstance(key, ast.Constant)
    }
    assert len(named) > 100
    assert named <= KEYS
    assert all(t(key) for key in named)

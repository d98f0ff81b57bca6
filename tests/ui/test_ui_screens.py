"""The registry of screens and the state of a screen in the URL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ui.web.registry import DEFAULT, SCREENS, bar, chosen
from ui.web.state import View, from_params
from ui.web.texts import t
from ui.web.urlstate import read, url, write

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Sample:
    """A state with every type of field."""

    q: str = ""
    field: tuple[str, ...] = ()
    sort: Literal["name", "cases"] = "name"
    at: int = 1
    open: bool = False


states = st.builds(
    Sample,
    q=st.text(max_size=10),
    field=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    sort=st.sampled_from(["name", "cases"]),
    at=st.integers(-5, 10**6),
    open=st.booleans(),
)


@given(states)
def test_a_state_survives_its_url(state: Sample) -> None:
    assert read(Sample, parse_qs(url("sample", state)[1:], keep_blank_values=True)) == state


def test_what_has_its_default_is_not_in_the_url() -> None:
    assert write("sample", Sample()) == write("sample") == {"page": "sample"}
    assert url("sample", replace(Sample(), field=("甲", "乙"))).count("field=") == 2


@pytest.mark.parametrize("given", [{"at": ["x"]}, {"sort": ["size"]}, {"open": ["perhaps"]}, {"at": []}])
def test_nonsense_falls_back(given: dict[str, list[str]]) -> None:
    assert read(Sample, given) == Sample()


def test_screens_have_names_of_their_own_and_texts() -> None:
    names = [screen.name for screen in SCREENS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)
    assert all(t(f"nav.{screen.name}") for screen in SCREENS if screen.order is not None)
    orders = [screen.order for screen in SCREENS if screen.order is not None]
    assert len(set(orders)) == len(orders)


def test_an_unknown_screen_is_the_search() -> None:
    assert chosen("") is chosen("nonsense") is chosen("3") is DEFAULT


def test_the_bar_marks_the_screen_on_show() -> None:
    assert bar(DEFAULT).count('aria-current="page"') == 1
    assert bar(DEFAULT).count("<a ") == sum(screen.order is not None for screen in SCREENS)


def test_links_of_the_first_version_keep_their_page() -> None:
    assert from_params({"q": ["甲"], "page": ["3"]}) == View(query="甲", page=3)
    assert from_params({"q": ["甲"], "page": ["folders"]}) == View(query="甲")
    assert "page" not in parse_qs(View(query="甲", page=3).url()[1:])


def test_every_text_that_the_code_names_is_in_the_catalogue() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "ui" / "web").rglob("*.py"))
    named = set(re.findall(r"""\bt\(\s*["']([\w.]+)["']""", code))
    assert len(named) > 100
    for key in sorted(named):
        assert t(key)


def test_the_catalogue_holds_texts_only() -> None:
    def leaves(node: object) -> Iterator[object]:
        if isinstance(node, dict):
            assert all(isinstance(key, str) for key in node), "yes, no, on and off are no keys in YAML"
            for value in node.values():
                yield from leaves(value)
        else:
            yield node

    texts = list(leaves(yaml.safe_load((ROOT / "ui" / "web" / "texts.yaml").read_text("utf-8"))))
    assert all(isinstance(text, str) and text for text in texts)


def test_no_text_of_the_catalogue_is_given_twice() -> None:
    class Strict(yaml.SafeLoader):
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
            keys = [key.value for key, _ in node.value]
            assert len(set(keys)) == len(keys), sorted(key for key in keys if keys.count(key) > 1)
            return super().construct_mapping(node, deep)

    yaml.load((ROOT / "ui" / "web" / "texts.yaml").read_text("utf-8"), Strict)


def test_a_section_is_no_text() -> None:
    with pytest.raises(KeyError, match="section"):
        t("folders")

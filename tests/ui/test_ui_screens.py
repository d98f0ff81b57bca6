"""The registry of screens and the state of a screen in the URL."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.web.registry import DEFAULT, SCREENS, bar, chosen
from ui.web.state import View, from_params
from ui.web.texts import t
from ui.web.urlstate import read, url, write


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

"""The view and the URL are two forms of one thing; what is shown is escaped."""

import base64
import zlib
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.retrieval.models import Holdings
from ui.cli.results import marked as marked_terminal
from ui.web.body import links
from ui.web.markup import Piece, link, marked, wrapped
from ui.web.page import sample_note
from ui.web.state import MAX_CASE, SORTS, View, from_params, to_params
from ui.web.texts import t

words = st.text(max_size=20)
filter_items = st.builds(
    "{}={}".format, st.sampled_from(["kind", "year", "cause"]), st.text("ab甲", min_size=1)
)


@given(
    st.builds(
        View,
        query=words,
        case=words,
        document=words,
        filters=st.lists(filter_items, max_size=3, unique=True).map(lambda items: tuple(sorted(items))),
        sort=st.sampled_from(SORTS),
        page=st.integers(1, 999),
        highlight=st.booleans(),
    )
)
def test_a_view_survives_its_url(view: View) -> None:
    params = {name: value if isinstance(value, list) else [value] for name, value in to_params(view).items()}
    assert from_params(params) == view


def test_a_url_is_a_link_to_the_same_view() -> None:
    view = View(query='强平 "追加保证金"', filters=("kind=judgment,typical",), page=3)
    assert from_params(parse_qs(view.url()[1:])) == view


@pytest.mark.parametrize(
    ("page", "expected"), [("0", 1), ("-3", 1), ("x", 1), ("99999", 1), ("7", 7), ("²", 1)]
)
def test_nonsense_in_the_url_falls_back(page: str, expected: int) -> None:
    assert from_params({"page": [page], "sort": ["nonsense"]}) == View(page=expected)


def test_a_long_case_is_short_in_the_url() -> None:
    view = View(case="".join(f"第{number}次来电，业务员劝说购买荐股服务。" for number in range(500)))
    assert len(view.case) > 9_000
    assert len(view.url()) < 8_000
    assert from_params(parse_qs(view.url()[1:])) == view


@pytest.mark.parametrize("packed", ["!!", "AAAA", "eJw", "é", "x" * 4001])
def test_a_damaged_case_in_the_url_is_no_case(packed: str) -> None:
    assert from_params({"casez": [packed]}) == View()


def test_a_small_url_cannot_hold_an_endless_case() -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(b"a" * 50_000_000)).decode()
    assert from_params({"casez": [packed]}).case == "a" * MAX_CASE


def test_toggling_a_filter_twice_is_nothing() -> None:
    view = View(filters=("kind=judgment",), page=4)
    once = view.toggled("kind", "typical")
    assert once.filters == ("kind=judgment,typical",)
    assert once.page == 1
    assert once.toggled("kind", "typical").filters == view.filters
    assert once.toggled("kind", "typical").toggled("kind", "judgment").filters == ()


def test_text_is_escaped_and_marked() -> None:
    assert marked("a<b>强平\n\n　c", [(4, 6)]) == "a&lt;b&gt;<mark>强平</mark><br>c"


@given(
    st.text("ab<>&\"'甲\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_markup_never_lets_text_through_raw(text: str, ranges: list[tuple[int, int]]) -> None:
    html = wrapped(text, [Piece(start, end, "[", "]") for start, end in ranges])
    assert "<" not in html.replace("<br>", "")
    assert html.count("[") == html.count("]")


def test_links_are_escaped() -> None:
    assert link('?q="x"', "<b>") == '<a href="?q=&quot;x&quot;" target="_self">&lt;b&gt;</a>'


def test_terminal_marks() -> None:
    assert marked_terminal("甲乙丙", [(1, 2)], ("[", "]")) == "甲[乙]丙"


def test_every_text_that_the_page_names_exists() -> None:
    assert t("results", total=3, took=5) == "共 3 件，用时 5 毫秒"
    with pytest.raises(KeyError):
        t("no.such.text")


@pytest.mark.parametrize("held", [True, False])
def test_an_article_is_a_link_where_it_is_held_and_a_note_where_not(held: bool) -> None:
    cited = {"law": "某法", "article": 1, "suffix": 2, "start": 0, "end": 6}
    other = {**cited, "suffix": 0, "documents": [] if held else ["s-1"]}
    document = {
        "text": "某法第一条之二",
        "statutes": [{**cited, "documents": ["s-1-2"] if held else []}, other],
        "parsed": {"statutes": [cited]},
        "cited_cases": [],
    }
    (piece,) = links(document, View(document="d-1"))
    opened = parse_qs(urlsplit(unescape(piece.opening.partition('"')[2].partition('"')[0])).query)
    assert (opened == {"doc": ["d-1"], "art": ["某法#1-2"]}) is held, "it opens beside the document"
    assert ("本库未收录该条" in piece.opening and "href" not in piece.opening) is not held


@pytest.mark.parametrize(
    ("fictional", "said"), [(0, ""), (3, "3 件虚构的示例文书"), (8, "示例库"), (None, "凡标明“示例（虚构）”")]
)
def test_what_is_said_of_samples_is_true_of_the_library(fictional: int | None, said: str) -> None:
    held = None
    if fictional is not None:
        held = Holdings(total=10, kinds={}, newest=None, law_checked="", gists=2, fictional=fictional)
    note = sample_note(held)
    assert said in note and bool(note) is bool(said)

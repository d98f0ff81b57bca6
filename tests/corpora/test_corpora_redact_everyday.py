"""Names that are words as well, and names that two words make between them."""

import pytest

from corpora.redact.everyday import meant


@pytest.mark.parametrize(("text", "name", "is_meant"), [
    ("以粟米为饲料的养殖户", "粟米", False),
    ("负责人粟米到庭", "粟米", True),
    ("粟米", "粟米", True),
    ("代理人：边疆、某某", "边疆", True),
    ("边疆地区的投资者", "边疆", False),
    ("天气转向雨天那周", "向雨", False),
    ("调解员向雨主持", "向雨", True),
    ("由甄北辰提出", "甄北辰", True),
])  # fmt: skip
def test_a_word_among_words_is_no_name(text: str, name: str, is_meant: bool) -> None:
    at = text.index(name)
    assert meant(text, at, at + len(name)) is is_meant


def test_what_stands_so_in_the_source_is_always_meant() -> None:
    text = "那天粟米走得很早"
    assert not meant(text, 2, 4)
    assert meant(text, 2, 4, ("那天粟米走得很早，没有签字。",))

"""Pinyin of words, for typing without an input method and for telling homophones.

The dictionary takes a third of a second to load, so it is loaded at the first use.
"""

from functools import lru_cache


@lru_cache(maxsize=100_000)
def initials(word: str) -> str:
    """First letters of the syllables: ``zqf`` for 证券法."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=100_000)
def syllables(word: str) -> str:
    """All letters without tones: ``zhengquanfa``."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word)).lower()


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Syllables without what people mix up: 虚假呈述 sounds as 虚假陈述 (n and ng, zh and z, ch and c, sh and s)."""
    from pypinyin import lazy_pinyin

    letters = "'".join(lazy_pinyin(word)).lower()
    for clear, blurred in (("ng", "n"), ("zh", "z"), ("ch", "c"), ("sh", "s")):
        letters = letters.replace(clear, blurred)
    return letters

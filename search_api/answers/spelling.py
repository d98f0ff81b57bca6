"""Sound instead of characters, so that a homophone or a slip of the input method still matches."""

from functools import lru_cache

from corpora.text.normalize import normalize

_FLAT = {"zh": "z", "ch": "c", "sh": "s"}
"""Initials that many speakers and input methods do not keep apart; nor is a final n from ng."""


@lru_cache(maxsize=20_000)
def sound(char: str) -> str:
    """The usual reading of a character without tone, with sounds often confused made one; other characters as
    they are."""
    from pypinyin import Style, pinyin

    if not "\u4e00" <= char <= "\u9fff":
        return char
    reading = str(pinyin(char, style=Style.NORMAL, heteronym=False)[0][0])
    reading = _FLAT.get(reading[:2], reading[:2]) + reading[2:]
    return reading[:-1] if reading.endswith("ng") else reading


def sound_pairs(text: str) -> list[str]:
    """Neighbouring sounds of a text without punctuation, each pair as one term."""
    chars = [char for char in normalize(text).text if char.isalnum()]
    sounds = [sound(char) for char in chars]
    return [f"{first} {second}" for first, second in zip(sounds, sounds[1:], strict=False)]

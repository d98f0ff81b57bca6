"""One spelling for all the ways in which a name is written."""

import re
import unicodedata
from functools import cache, lru_cache

from corpora.text.normalize import normalize
from corpora.text.numerals import chinese_to_int
from experts.names.vocabulary import any_of, simplified, spelling

_COUNTED = re.compile(
    r"第([〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,4}|\d+)"
    r"|([〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,4}|x?(?:iv|ix|v?i{1,3}|v)|x|\d+)(?=号|期|只|系列)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉<>,，。、;；:：_~!！?？]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTERS = re.compile(r"[a-z0-9]+")


def is_han(text: str) -> bool:
    """Whether a name is written in Chinese characters (a few Latin letters may be in it)."""
    return _HAN.search(text) is not None


@lru_cache(maxsize=20_000)
def canonical(name: str) -> str:
    """The one spelling of a Chinese name: width, case, variants of characters, spaces, dots, numerals, misprints.

    Brackets stay, as ``( )``.
    """
    text = normalize(name).text.translate(simplified())
    text = _NOISE.sub("", text)
    text = re.sub(f"[{re.escape(spelling().dots)}]|(?<=[\u3400-\u9fff])[.\\-—–](?=[\u3400-\u9fff])", "", text)
    text = _misprints().sub(lambda m: spelling().misprints[m.group()], text)
    return _COUNTED.sub(_number, text)


def latin_words(name: str) -> tuple[str, ...]:
    """Words of a name in Latin script, without case, accents, punctuation and titles; legal forms in one form."""
    text = unicodedata.normalize("NFKD", normalize(name).text)
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("&", " and ").lower()
    text = re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m.group().replace(".", ""), text)
    text = re.sub(r"['’]", "", text)
    known = spelling()
    text = " ".join(word for word in _LETTERS.findall(text) if word not in known.latin_titles)
    for phrase, form in known.latin_phrases.items():
        text = re.sub(rf"\b{phrase}\b", form, text)
    words = (known.latin_short.get(word, word) for word in text.removeprefix("the ").split())
    return tuple(known.latin_forms.get(word, word) for word in words)


@cache
def _misprints() -> re.Pattern[str]:
    return re.compile(any_of(spelling().misprints))


def _number(match: re.Match[str]) -> str:
    written = match[1] or match[2]
    if written[0] in _ROMAN:
        digits = [_ROMAN[c] for c in written]
        return str(sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits)))
    value = chinese_to_int(written)
    return match.group() if value is None else str(value)

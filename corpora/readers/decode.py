"""Bytes to text: UTF-8, UTF-16, GB18030, and a guess only where the guess reads as text."""

import codecs
import re
from functools import cache

from charset_normalizer import from_bytes

from corpora.model.errors import BinaryFile, TruncatedFile
from corpora.readers.clean import clean

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAUSIBLE = 0.8
_LITTER = 0.25
"""Share of control characters up to which a text is littered with them; UTF-16 read as UTF-8 is half zeros."""
_SAMPLE = 20_000
_ORDINARY = re.compile(r"[\t\n\r -~\u3000-\u301f\uff01-\uff5e\u2010-\u2027\u2460-\u249b\u00b7\u00a0×÷°￥¥]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_EMOJI = re.compile(r"[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
_BAD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff\U000e0000-\U0010ffff]")


@cache
def _everyday_han() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1, over 99 % of running simplified text."""
    return frozenset(
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
    )


def plausibility(text: str) -> float:
    """How much of a text is what Chinese or ASCII text is made of.

    Returns:
        0 to 1, higher is better; mojibake between Chinese encodings lies below 0.6.
    """
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    everyday = _everyday_han()
    score = 0.0
    for char in sample:
        if char in everyday or _ORDINARY.match(char):
            score += 1
        elif _HAN.match(char) or _EMOJI.match(char):
            score += 0.5
        elif _BAD.match(char):
            score -= 2
    return max(score / len(sample), 0.0)


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file.

    Args:
        data: The whole file.
        declared: An encoding the file names itself (HTML ``meta``); used when the bytes fit it.

    Raises:
        BinaryFile: no encoding turns the bytes into readable text.
        TruncatedFile: the text breaks off within a character.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding)
    if declared and (text := _try(data, _canonical(declared))) is not None and plausibility(text) >= 0.5:
        return text
    if b"\x00" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as fault:
            utf8_fault: UnicodeDecodeError | None = fault
    else:
        utf8_fault = None
        text = _try(data, "utf-8")
        if text is not None and _is_littered(text):
            return text
    scored = [
        (plausibility(text), -order, text)
        for order, encoding in enumerate(("gb18030", "utf-16-le", "utf-16-be"))
        if (text := _try(data, encoding)) is not None
    ]
    if scored:
        score, _, text = max(scored)
        if score >= _PLAUSIBLE:
            return text
    if utf8_fault is not None:
        _explain(data, utf8_fault)
    guess = from_bytes(data[: 4 * _SAMPLE], cp_isolation=["big5", "big5hkscs", "utf_32", "gb18030"]).best()
    if guess is not None and (text := _try(data, guess.encoding)) is not None and _is_chinese(text):
        return text
    raise BinaryFile(
        "内容不是可识别的文字（UTF-8、GB18030、UTF-16 均不符），请另存为 UTF-8 文本或提供原格式文件"
    )


def _explain(data: bytes, fault: UnicodeDecodeError) -> None:
    """Raise where the bytes are plainly UTF-8 with one fault."""
    good = data[: fault.start].decode("utf-8")
    if sum(char > "\x7f" for char in good) < 8:
        return
    if fault.reason == "unexpected end of data":
        raise TruncatedFile("文件在一个字的中间断开，末尾不完整")
    rest = data[fault.end :].decode("utf-8", "replace")
    if rest.count("\ufffd") <= len(rest) // 100 + 1:
        line = good.count("\n") + 1
        raise BinaryFile(f"第{line}行有不属于 UTF-8 的字节（第{fault.start + 1}字节），请修正或另存后再读")


def _canonical(name: str) -> str:
    lowered = name.strip().strip("\"'").lower()
    return "gb18030" if lowered in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else lowered


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if fault.end >= len(data) and fault.reason in {"unexpected end of data", "truncated data"}:
            raise TruncatedFile("文件在一个字的中间断开，末尾不完整") from fault
        raise BinaryFile(f"文件标明为 {encoding.upper()}，但第{fault.start + 1}字节不符") from fault


def _is_littered(text: str) -> bool:
    kept = clean(text[:_SAMPLE])
    return len(kept) >= (1 - _LITTER) * len(text[:_SAMPLE]) and plausibility(kept) >= _PLAUSIBLE


def _is_chinese(text: str) -> bool:
    sample = text[:_SAMPLE]
    good = sum(bool(_HAN.match(c) or _ORDINARY.match(c)) for c in sample)
    return good >= 0.95 * len(sample) and plausibility(sample) >= 0.5

"""Chinese numerals to integers."""

import re

from corpora.text.normalize import fold

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("〇零○o", "一壹幺弌", "二贰两貳兩弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": "二十", "念": "二十", "卅": "三十", "卌": "四十"}
_SIZE_LIMIT = 24
_TENS_RE = re.compile("[" + "".join(_TENS) + "]")


def chinese_to_int(text: str) -> int | None:
    """The number that a numeral writes, or ``None`` if it is not one.

    Reads 一百二十三, 二〇二〇, 廿三, 壹佰万, 两亿三千万, arabic and full-width digits (123, １２３), a mix of
    digits and 万/亿 (3万), and the spoken 一万五 (15000).
    """
    text = _TENS_RE.sub(lambda m: _TENS[m.group()], fold("".join(text.split())))
    if not text or len(text) > _SIZE_LIMIT:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(c in _DIGITS or c.isdecimal() for c in text):
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    return _with_units(text)


def int_to_chinese(value: int) -> str:
    """The numeral as statutes number their articles: 85 as 八十五, 1165 as 一千一百六十五.

    Raises:
        ValueError: not in 1 to 9999.
    """
    if not 1 <= value <= 9999:
        raise ValueError(f"{value} is not in 1 to 9999")
    out, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return out[1:] if out.startswith("一十") else out


def _with_units(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    last_unit, last_large, gap = 10**5, 10**12, False
    used: set[int] = set()
    for char in text:
        if char in _DIGITS or (char.isascii() and char.isdigit()):
            value = _DIGITS[char] if char in _DIGITS else int(char)
            if char.isdigit() and digit is not None and last_unit == 10**5:
                digit = digit * 10 + value
                continue
            if digit:
                return None
            gap = gap or value == 0
            digit = value
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= last_unit or (not digit and unit > 10 and (digit == 0 or text[0] != char)):
                return None
            section += (digit or 1) * unit
            digit, last_unit, gap = None, unit, False
        elif char in _LARGE:
            large = _LARGE[char]
            if large in used:
                return None
            used.add(large)
            section += digit or 0
            if section == 0 and total == 0:
                return None
            if large > last_large:
                total = (total + section) * large
            else:
                total += section * large
            section, digit, last_unit, last_large, gap = 0, None, 10**5, large, False
        else:
            return None
    if digit is None:
        return total + section
    spoken = min(last_unit, last_large if not section else last_unit)
    if digit and not gap and spoken in (100, 1000, 10**4, 10**8) and (total or section):
        return total + section + digit * (spoken // 10)
    return total + section + digit

"""Numbers, phones and identity numbers in cells, and what spreadsheets do to them."""

import re

from corpora.redact.recognisers.identity import is_id_number
from corpora.text.numerals import chinese_to_int
from experts.exchange.cells import EXACT, Cell
from experts.exchange.faults import CellFault

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}(转\d{1,6})?")
_SERVICE = re.compile(r"[48]00\d{7}|9[56]\d{3,4}|12\d{3}")
_FICTIONAL_PHONE = re.compile(r"000\d{8}")
_FICTIONAL_REGION = "990000"
"""A region that GB/T 2260 does not have: made-up material uses it."""
_OTHER_DOCUMENTS = re.compile(r"[A-Z]{1,3}\d{7,12}")
"""Passports and permits of people from elsewhere."""


def read_number(cell: Cell) -> float:
    """A number, with or without a unit: 15, 4.7, 15年, １２, 十五.

    Raises:
        CellFault: it is none.
    """
    if cell.number is not None:
        return cell.number
    text = re.sub(r"[\s,]", "", cell.half)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:年|件|天|日|学时|小时|分|人|间|次|个)?", text)
    if match:
        return float(match[1])
    spoken = chinese_to_int(re.sub(r"[年件天日人间次个]$", "", text))
    if spoken is None:
        raise CellFault(f"“{cell.text[:30]}”应为数字")
    return float(spoken)


def read_count(cell: Cell) -> int:
    """A whole number from 0.

    Raises:
        CellFault: it is none.
    """
    number = read_number(cell)
    if number < 0 or not number.is_integer():
        raise CellFault(f"“{cell.text[:30]}”应为不小于 0 的整数")
    return int(number)


def read_code(cell: Cell) -> str:
    """A number of the roster, as text; 7.0 is 7.

    Raises:
        CellFault: characters that a number cannot have.
    """
    text = re.sub(r"\s", "", cell.half)
    if not re.fullmatch(r"[A-Za-z0-9_\-]{1,40}", text):
        raise CellFault(f"“{cell.text[:40]}”只能用字母、数字、短横和下划线，最多 40 个")
    return text


def read_phone(cell: Cell, fictional: bool) -> str:
    """A mobile, landline (with area code) or service number.

    Raises:
        CellFault: it has not the form of one.
    """
    text = cell.half.strip()
    digits = re.sub(r"[\s\-()]|^\+86|^0086", "", text)
    if fictional and _FICTIONAL_PHONE.fullmatch(digits):
        return text
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    if _LANDLINE.fullmatch(digits):
        return text
    if cell.number is not None and len(digits) in (9, 10, 11):
        raise CellFault(
            f"“{text}”不是电话号码；若是座机，前面的 0 可能已被表格去掉，请把该列设为文本格式后重填"
        )
    raise CellFault(f"“{text[:30]}”不是手机号码（11 位）或带区号的座机号码")


def read_identity(cell: Cell, fictional: bool) -> str:
    """A citizen's identity number (GB 11643), or the number of a passport or permit.

    Raises:
        CellFault: wrong length, date or check digit, or the spreadsheet has lost its last digits.
    """
    if cell.number is not None and abs(cell.number) >= EXACT:
        raise CellFault("身份证号被表格存成了数字，后几位已经丢失；请把该列设为文本格式，按证件重新填写")
    number = re.sub(r"[\s\-]", "", cell.half).upper()
    if fictional and number.startswith(_FICTIONAL_REGION) and re.fullmatch(r"\d{17}[0-9X]", number):
        return number
    if _OTHER_DOCUMENTS.fullmatch(number):
        return number
    if re.fullmatch(r"\d{15}", number):
        raise CellFault("这是 15 位的旧号码，请填写 18 位的身份证号")
    if not re.fullmatch(r"\d{17}[0-9X]", number):
        raise CellFault(f"身份证号应为 18 位，这里有 {len(number)} 位")
    if not is_id_number(number):
        raise CellFault("身份证号的出生日期或校验码不对，请核对证件")
    return number

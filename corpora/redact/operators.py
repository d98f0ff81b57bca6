"""Operators: what stands for a finding in the output."""

import re
from collections.abc import Mapping

from corpora.redact.policy import Operation

_DISTRICT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:新区|区|县|旗|市))?"
)


def apply(operation: Operation, original: str, pseudonyms: Mapping[str, str]) -> str | None:
    """The replacement of a finding; ``None`` keeps it."""
    match operation.operator:
        case "keep":
            return None
        case "replace":
            return operation.text
        case "mask":
            return mask(original, operation)
        case "pseudonym" | "category":
            return pseudonyms[original]
        case "district":
            return district(original)
        case "year":
            return year(original)


def mask(original: str, operation: Operation) -> str:
    """All but the first and last characters covered, spaces and hyphens dropped; all where few are left."""
    original = re.sub(r"[\s\-]", "", original)
    first, last = operation.first, operation.last
    if first + last >= len(original):
        return operation.char * len(original)
    middle = operation.char * (len(original) - first - last)
    return original[:first] + middle + (original[-last:] if last else "")


def district(original: str) -> str:
    """An address down to county or district, the rest as ``××``."""
    match = _DISTRICT.match(original)
    return f"{match[0] if match else ''}××"


def year(original: str) -> str:
    """A date down to its year, the rest as ``××``."""
    found = re.match(r"[12]\d{3}|[一二][〇○零Ｏ一二三四五六七八九]{3}", original)
    return f"{found[0]}年××" if found else "××"

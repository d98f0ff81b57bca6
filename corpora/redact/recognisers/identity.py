"""Citizen identity numbers (GB 11643-1999: 17 digits and a check character; 15 digits before 1999)."""

import re
from collections.abc import Iterator
from datetime import date

from corpora.redact.found import Found, Sensitive

# Look-arounds, not \b: Han and digits are both word characters, so no boundary lies between them.
_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])\d{6}[ \-]?\d{8}[ \-]?\d{3}[0-9Xx](?![0-9A-Za-z])", re.A)
_CONTEXT = re.compile(
    r"(?:身份证(?:件)?|公民身份|证件)(?:号码|号|编号)?[为是]?[)）]?\s*[:：]?\s*(?P<number>\d{14,17}[0-9Xx])(?![0-9A-Za-z])",
    re.A,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def id_numbers(text: str) -> Iterator[Found]:
    """Numbers with a valid check character and birth date, and any of the length after the words for it."""
    for match in _EIGHTEEN.finditer(text):
        if is_id_number(re.sub("[ -]", "", match[0])):
            yield Found(Sensitive.ID_NUMBER, match.start(), match.end(), "identity.checksum")
    for match in _CONTEXT.finditer(text):
        yield Found(Sensitive.ID_NUMBER, match.start("number"), match.end("number"), "identity.context")


def is_id_number(number: str) -> bool:
    """Whether 18 characters are a number with a possible birth date and the right check character."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return born.year >= 1850 and _CHECKS[total % 11] == number[17].upper()

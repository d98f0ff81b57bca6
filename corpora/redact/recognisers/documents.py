"""Passports and travel permits, after the words for them."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_PATTERN = re.compile(
    r"(?:护照|通行证|居留证|军官证|士兵证|台胞证|回乡证)(?:号码|号|编号)?[为是]?\s*[:：]?\s*(?P<number>[A-Za-z]{0,2}\d{6,11})"
    r"(?![0-9A-Za-z])",
    re.A,
)


def document_numbers(text: str) -> Iterator[Found]:
    """Numbers of papers other than the identity card."""
    for match in _PATTERN.finditer(text):
        yield Found(
            Sensitive.DOCUMENT_NUMBER, match.start("number"), match.end("number"), "documents.context"
        )

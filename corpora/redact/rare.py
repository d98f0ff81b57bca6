"""Facts that single a case out though no name is told: an exact day, an exact sum and a place that meet in a sentence."""

import re
from collections.abc import Iterator

from corpora.model import Document
from corpora.redact import find
from corpora.redact.found import Sensitive
from corpora.text.dates import find_dates
from corpora.text.money import find_amounts
from corpora.text.normalize import fold
from corpora.text.numerals import chinese_to_int
from corpora.vocab.courts import courts

_SENTENCE = re.compile(r"[^。；！？\n]+")
_COUNTY = re.compile(r"(?![的在与和于至到])[\u3400-\u9fff]{1,6}?[县区旗]|[\u3400-\u9fff]{2,5}[镇乡村]")
_BARE_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_JOB = re.compile(r"\d{1,3}岁[，,、]\s*(?P<job>(?!住|汉族|[男女][，,])[\u4e00-\u9fff]{4,12})(?=[，,。；）)])")
"""What somebody is, as a head of a record says it after the age: 67岁，铸造厂退休工人."""
_AGE = re.compile(r"(?P<age>\d{1,3}|[一二三四五六七八九十百]{1,5})\s*(?:周)?岁")
_ROUND = 1000
"""Yuan: a sum that this divides is told so often that it needs a day or a place beside it."""


def rare_facts(source: Document, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Sentences in which facts of the source meet.

    Two of an exact day, an exact sum, a place below the province and what somebody is (with the age); or one sum that
    is not round. Days of the law and of publication are common to many cases, and so are no hint alone.

    Returns:
        Start and end of the sentence and the kinds of facts that meet: ``date``, ``amount``, ``place``, ``job``,
        ``age``.
    """
    days = {found.value for found in find_dates(source.text)}
    months, bare = {(day.month, day.day) for day in days}, _bare_days(source.text)
    sums = {round(amount.yuan, 2) for amount in find_amounts(source.text)}
    places = places_of(source.text)
    pattern = re.compile("|".join(sorted(map(re.escape, places), key=len, reverse=True))) if places else None
    dates = [
        found.start
        for found in find_dates(text)
        if found.value in days or (found.value.month, found.value.day) in bare.values()
    ]
    dates += [start for start, day in _bare_days(text).items() if day in months or day in bare.values()]
    amounts = [amount for amount in find_amounts(text) if round(amount.yuan, 2) in sums]
    jobs, ages = {found["job"] for found in _JOB.finditer(source.text)}, _ages(source.text)
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        kinds = []
        if any(start <= date < end for date in dates):
            kinds.append("date")
        held = [round(amount.yuan, 2) for amount in amounts if start <= amount.start < end]
        if held:
            kinds.append("amount")
        if pattern is not None and pattern.search(sentence[0]):
            kinds.append("place")
        if any(job in sentence[0] for job in jobs):
            kinds.append("job")
            if ages & _ages(sentence[0]):
                kinds.append("age")
        if len(kinds) > 1 or any(value % _ROUND for value in held):
            yield start, end, tuple(kinds)


def _ages(text: str) -> set[int]:
    values = (chinese_to_int(found["age"]) for found in _AGE.finditer(fold(text)))
    return {value for value in values if value}


def _bare_days(text: str) -> dict[int, tuple[int, int]]:
    """Month and day, by where they stand, of days told without their year (6月10日), as papers go on after the first."""
    return {found.start(): (int(found[1]), int(found[2])) for found in _BARE_DAY.finditer(fold(text))}


def places_of(text: str) -> set[str]:
    """Cities, counties, towns and villages that a text tells of outside the names of courts."""
    out: set[str] = set()
    known = {
        f"{city}市" for region in courts().regions() for city in region.cities if city[-1] not in "市区盟"
    }
    for name in known:
        if name in text:
            out.add(name)
    for item in find(text):
        if item.kind is Sensitive.ADDRESS:
            below = re.split("[省市州盟]", text[item.start : item.end])[-1]
            out |= {found[0] for found in _COUNTY.finditer(below)}
    return out

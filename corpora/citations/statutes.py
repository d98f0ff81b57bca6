"""Finding the statutes that a text cites."""

import re
from dataclasses import replace

from corpora.citations.names import LawReader, NamedLaw
from corpora.citations.provision import ARTICLE, Provision, expand, provisions
from corpora.model import Statute
from corpora.text import fold
from corpora.vocab.laws import clean_law_name, laws

_SCAN = re.compile(rf"(?:{ARTICLE.pattern})|(?P<back>前[款条](?=规定|所列|所称|所述|中|的|第|情形))")
_LINK = re.compile(
    r"(?:[\s、,;和及与或]|以及|并|的|之|规定|分别|同时|还|\([^()]{0,40}\)|[“\"][^”\"]{0,400}[”\"])*$"
)
_RANGE = re.compile(r"\s*(?:[至到\-–—~]+)\s*$")
_NEAR = 400
"""Code points over which 前款 and 前条 look back."""


def find_statutes(text: str, own_law: str | None = None) -> list[Statute]:
    """Every provision cited, in order of place; lists and ranges are written out.

    Resolves 该法/同法/本法 to the law named before, names introduced by 以下简称, usual short names and names
    without 《》, and 前款/前条 where the provision before shows what they mean. A 第…条 of an unknown
    instrument (a contract, the articles of a company) is not a statute and is left out.

    Args:
        text: Any text; never raises.
        own_law: The law that the text itself is, for 本法 in a statute.
    """
    if "条" not in text:
        return []
    folded = fold(text)
    reader = LawReader(folded, laws(), clean_law_name(own_law) if own_law else None)
    found: list[Statute] = []
    last: NamedLaw | None = None
    reach = 0
    stray = -1  # end of the last 第…条 that belongs to no known law: 前款 after it means that one
    for match in _SCAN.finditer(folded):
        if match.start() < reach:
            continue
        if match["back"]:
            if stray < reach:
                found += _previous(match, found)
            continue
        cited = provisions(folded, match)
        named = reader.before(match.start(), reach, last) if cited else None
        between = folded[reach : match.start()] if found else None
        if named is not None:
            last = named
        elif not cited or last is None or between is None or not _LINK.match(between):
            if between is None or not cited or last is None or not _RANGE.fullmatch(between):
                stray = match.end()
                continue
            first = found[-1]
            cited = [*_middle(first, cited[0]), *cited]
        start = named.start if named is not None else match.start()
        found += [Statute(last.law, p.article, p.suffix, p.paragraph, p.item, start, p.end) for p in cited]
        reach = cited[-1].end
    return found


def parse_statute(text: str) -> Statute | None:
    """The first provision in a short text (证券法第八十五条), or the law alone if it only names one."""
    found = find_statutes(text)
    if found:
        return found[0]
    full = laws().resolve(text)
    return Statute(full, start=0, end=len(text)) if full else None


def _middle(first: Statute, last: Provision) -> list[Provision]:
    if first.article is None:
        return []
    inner = [n for n in expand(first.article, last.article) if n != last.article]
    return [replace(last, article=n, suffix=0, paragraph=None, item=None) for n in inner]


def _previous(match: re.Match[str], found: list[Statute]) -> list[Statute]:
    if not found or match.start() - found[-1].end > _NEAR:
        return []
    before = found[-1]
    if match["back"] == "前条":
        if before.article is None or before.article < 2 or before.suffix:
            return []
        return [Statute(before.law, before.article - 1, start=match.start(), end=match.end())]
    if before.paragraph is None or before.paragraph < 2:
        return []
    return [replace(before, paragraph=before.paragraph - 1, item=None, start=match.start(), end=match.end())]

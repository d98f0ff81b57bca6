"""The court of a document with its level and region."""

from functools import lru_cache

from corpora.identifiers import CaseNumber
from corpora.model import Court
from corpora.vocab import courts


@lru_cache(maxsize=4096)
def court_named(name: str) -> Court:
    """The court of that name; level and region as far as the vocabulary can tell."""
    name = "".join(name.split())
    if name.startswith("中华人民共和国") and name.endswith("最高人民法院"):
        name = "最高人民法院"
    return courts().lookup(name) or Court(name)


def court_of_number(number: CaseNumber) -> Court | None:
    """The court that a 案号 shows by its code, or ``None``."""
    return courts().by_code(number.court_code)

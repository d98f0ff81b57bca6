"""The statutes that a case cites: whether the article exists and is in force."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import yaml

from corpora.citations import find_statutes
from search_api.releases.findings import Finding, Level
from search_api.retrieval.similarity import statute_label

Held = Callable[[str], bool]
"""Whether the library holds an article, by ``law#article``, or any article of a law, by its name."""


@cache
def superseded() -> dict[str, tuple[dt.date, str]]:
    """Laws out of force: since when, and the provision that says so."""
    raw = yaml.safe_load((files("search_api.releases") / "data" / "superseded.yaml").read_text("utf-8"))
    return {row["law"]: (row["since"], row["by"]) for row in raw}


def statute_findings(case: int, place: str, text: str, held: Held) -> list[Finding]:
    """What is wrong with the articles that a text cites.

    Args:
        case: The case.
        place: Where the text stands.
        text: The text.
        held: Of the library.
    """
    found = []
    for statute in find_statutes(text):
        if statute.article is None:
            continue
        label, at = statute_label(statute.key), (statute.start, statute.end)
        old = superseded().get(statute.law)
        if old is not None:
            message = f"{label}：该法自{old[0].isoformat()}起已失效（{old[1]}）；如系当时适用，请写明。"
            found.append(Finding.at("statute_superseded", Level.WARN, case, place, message, *at))
        elif held(statute.key):
            continue
        elif held(statute.law):
            message = f"{label}：库中有这部法律，但没有这一条，请核对条号。"
            found.append(Finding.at("statute_unknown", Level.BLOCK, case, place, message, *at))
        else:
            message = f"{label}：库中没有这部法律的条文，程序无法核对，请人工核对。"
            found.append(Finding.at("statute_unchecked", Level.WARN, case, place, message, *at))
    return found

"""How much queries repeat each other, or those of another collection.

Distinct-n is the number of different character n-grams over the number of all (Li et al., A Diversity-Promoting
Objective Function for Neural Conversation Models, NAACL 2016). Two queries overlap by the share of the smaller one's
character bigrams that the other has too: a query written by changing a few words of another stays above 0.7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.collection import read_records
from eval.errors import EvalError
from eval.prepare.queries import read_queries
from eval.prepare.shipped import shipped_folder, shipped_name

LEVELS = (0.7, 0.5)
NGRAMS = (1, 2, 3, 4)
LISTED = 20


@dataclass(frozen=True, slots=True)
class Nearest:
    """The most overlapping other query of a query."""

    query: str
    other: str
    overlap: float


def query_texts(folder: Path) -> dict[str, str]:
    """Texts by id, of a BEIR folder or of one with ``queries/*.jsonl``; a shipped one also by its name.

    Raises:
        EvalError: there are no queries.
    """
    name = shipped_name(folder)
    folder = shipped_folder(name) if name else folder
    if (folder / "queries").is_dir():
        return {query.id: query.text for query in read_queries(folder)}
    if not (folder / "queries.jsonl").is_file():
        raise EvalError(f"{folder}: neither queries.jsonl nor queries/ is there")
    found = {record.id: record.text for record in read_records(folder / "queries.jsonl")}
    if not found:
        raise EvalError(f"{folder}: queries.jsonl is empty")
    return found


def distinct(texts: Sequence[str], n: int) -> float:
    """Different n-grams of characters over all of them; 1.0 means that none repeats."""
    grams = [gram for text in texts for gram in _grams(text, n)]
    return len(set(grams)) / len(grams) if grams else 0.0


def nearest(queries: Mapping[str, str], others: Mapping[str, str] | None = None) -> list[Nearest]:
    """The most overlapping query of ``others`` (by default: of the same collection, itself excepted) for each.

    Overlap is in [0, 1]; queries without any shared bigram have 0.
    """
    within = others is None
    pool = queries if others is None else others
    names = list(pool)
    sets = [set(_grams(text, 2)) for text in pool.values()]
    lengths = np.array([max(1, len(grams)) for grams in sets])
    postings: dict[str, list[int]] = {}
    for place, grams in enumerate(sets):
        for gram in grams:
            postings.setdefault(gram, []).append(place)
    places = {gram: np.array(found, dtype=np.int64) for gram, found in postings.items()}
    rows = []
    for number, (query, text) in enumerate(queries.items()):
        grams = set(_grams(text, 2))
        hits = [places[gram] for gram in grams if gram in places]
        counts = np.bincount(np.concatenate(hits), minlength=len(names)) if hits else np.zeros(len(names))
        shares = counts / np.minimum(lengths, max(1, len(grams)))
        if within:
            shares[number] = -1.0
        best = int(shares.argmax()) if len(names) > within else -1
        rows.append(Nearest(query, names[best] if best >= 0 else "", max(0.0, float(shares[best]))))
    return rows


def overlap_report(folder: Path, other: Path | None = None) -> dict[str, Any]:
    """What ``fengqiao eval overlap --json`` prints: distinct-n, and shares of queries with a near one.

    Raises:
        EvalError: a folder without queries.
    """
    queries = query_texts(folder)
    report: dict[str, Any] = {
        "collection": folder.resolve().name,
        "queries": len(queries),
        "characters_mean": round(sum(map(len, queries.values())) / len(queries), 1),
        "distinct": {f"distinct-{n}": round(distinct(list(queries.values()), n), 4) for n in NGRAMS},
        "overlap": _shares(nearest(queries)),
    }
    if other is not None:
        theirs = query_texts(other)
        report["other"] = other.resolve().name
        report["other_queries"] = len(theirs)
        report["same_text"] = sorted(_same(queries, theirs))
        report["overlap_with_other"] = _shares(nearest(queries, theirs))
    return report


def _shares(rows: Sequence[Nearest]) -> dict[str, Any]:
    values = np.array([row.overlap for row in rows])
    listed = sorted(rows, key=lambda row: (-row.overlap, row.query))[:LISTED]
    return {
        **{f"share_from_{level}": round(float((values >= level).mean()), 4) for level in LEVELS},
        "highest": round(float(values.max()), 4),
        "median": round(float(np.median(values)), 4),
        "nearest": [[row.query, row.other, round(row.overlap, 4)] for row in listed],
    }


def _same(queries: Mapping[str, str], others: Mapping[str, str]) -> set[str]:
    texts = {"".join(text.split()) for text in others.values()}
    return {query for query, text in queries.items() if "".join(text.split()) in texts}


def _grams(text: str, n: int) -> list[str]:
    bare = "".join(text.split())
    return [bare[i : i + n] for i in range(len(bare) - n + 1)]

"""Queries with gold joined to the texts that the user has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.prepare.folder import Missing, empty_folder, write_lines, write_missing, write_qrels
from eval.prepare.queries import SOLVES, GoldArticle, GoldCase, Query, read_queries
from eval.prepare.releases import Releases, read_releases
from eval.prepare.shipped import CASES, STATUTES, shipped_folder
from eval.prepare.splits import read_splits
from eval.prepare.texts import Text, articles_in, holders, ids_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Join:
    """What gold keys mean among the documents at hand."""

    documents: Sequence[Row]
    by_key: Mapping[str, Sequence[str]]
    """Ids of the documents that hold a key."""


def prepare_statutes(texts: Path, out: Path) -> dict[str, Any]:
    """Write fengqiao-statutes over the articles of a collection, a library or a folder.

    Raises:
        EvalError: no articles there, or the shipped files do not fit each other.
    """
    return _write(STATUTES, article_rows(texts), out)


def article_rows(texts: Path) -> Join:
    """The articles at hand as documents of a collection.

    Raises:
        EvalError: no articles there.
    """
    articles = articles_in(texts)
    ids = ids_of(articles)
    rows = [_article_row(id, article) for id, article in zip(ids, articles, strict=True)]
    return Join(rows, {key: [ids[place] for place in places] for key, places in holders(articles).items()})


def prepare_cases(texts: Path, out: Path) -> dict[str, Any]:
    """Write fengqiao-cases over the releases of a ``cases.jsonl``, or over a library or folder with their titles.

    Raises:
        EvalError: no cases there, or the shipped files do not fit each other.
    """
    releases = read_releases(texts)
    golds = [gold for query in read_queries(shipped_folder(CASES)) for gold in query.gold]
    by_key, rows = _cases(releases, [gold for gold in golds if isinstance(gold, GoldCase)])
    return _write(CASES, Join(rows, by_key), out)


def _article_row(id: str, article: Text) -> Row:
    metadata = {"date": article.version} if article.version else {}
    return {"_id": id, "title": article.title, "text": article.text, "metadata": metadata}


def _cases(releases: Releases, golds: Sequence[GoldCase]) -> tuple[dict[str, list[str]], list[Row]]:
    names: dict[int, str] = {}
    by_key: dict[str, list[str]] = {}
    for gold in golds:
        if (place := releases.find(gold.number, gold.title)) is not None:
            names[place] = gold.key
            by_key[gold.key] = [gold.key]
    rows = []
    for place, text in enumerate(releases.texts):
        metadata = {"kind": text.kind} if text.kind else {}
        id = names.get(place) or (f"case-{place:04d}" if releases.numbered else f"other-{place:05d}")
        rows.append({"_id": id, "title": text.title, "text": text.text, "metadata": metadata})
    return by_key, rows


def _write(name: str, join: Join, out: Path) -> dict[str, Any]:
    folder = shipped_folder(name)
    queries = read_queries(folder)
    splits = read_splits(folder, queries)
    part_of = splits.part_of()
    judged: dict[str, dict[str, dict[str, int]]] = {part: {} for part in splits.queries}
    missing: list[Missing] = []
    left_out: list[str] = []
    kept: list[Row] = []
    for query in queries:
        grades: dict[str, int] = {}
        for gold in query.each:
            holding = join.by_key.get(gold.key, ())
            if not holding:
                missing.append(Missing(query.id, gold.key, _name(gold), gold.grade))
            for document in holding:
                grades[document] = max(grades.get(document, 0), gold.grade)
        if max(grades.values(), default=0) < SOLVES:
            left_out.append(query.id)
            continue
        judged[part_of[query.id]][query.id] = grades
        kept.append(_query_row(query))
    if not kept:
        raise EvalError(
            f"{name}: none of the gold documents is among the {len(join.documents)} texts at hand"
        )
    empty_folder(out)
    write_lines(out / "corpus.jsonl", join.documents)
    write_lines(out / "queries.jsonl", kept)
    for part, judgments in judged.items():
        if judgments:
            write_qrels(out / "qrels" / f"{part}.tsv", judgments)
    write_missing(out, missing)
    wanted = {gold.key for query in queries for gold in query.gold}
    return {
        "collection": name,
        "out": str(out),
        "documents": len(join.documents),
        "queries": len(kept),
        "queries_left_out": len(left_out),
        "gold_documents": len(wanted),
        "gold_documents_missing": len({m.document for m in missing}),
        "pairs": sum(len(grades) for part in judged.values() for grades in part.values()),
        "pairs_missing": len(missing),
        "gold_in_copies": sum(len(join.by_key.get(key, ())) > 1 for key in wanted),
        "splits": {part: len(judgments) for part, judgments in judged.items()},
    }


def _name(gold: GoldArticle | GoldCase) -> str:
    return gold.title if isinstance(gold, GoldCase) else f"{gold.law}第{gold.article}条{gold.suffix}"


def _query_row(query: Query) -> Row:
    return {"_id": query.id, "text": query.text, "metadata": {"kind": query.kind, "style": query.style}}

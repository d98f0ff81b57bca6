"""Collections that only train: questions of the bank with the articles that its answers rest on, and passages of cases
with the articles that they cite. Each has the one split ``train``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.citations import find_statutes
from eval.errors import EvalError
from eval.prepare.folder import empty_folder, write_lines, write_qrels
from eval.prepare.joined import article_rows
from eval.prepare.releases import read_releases
from office.bank.load import shipped
from office.bank.model import ArticleBasis, Entry

BANK, CITATIONS = "fengqiao-bank", "fengqiao-citations"
NAMES = (BANK, CITATIONS)
GRADE = 2
SHORTEST, LONGEST = 30, 600
"""Code points of a passage with a citation; what is longer is cut."""
MOST_CITED = 8
"""A passage that cites more articles is a list, and speaks for none of them."""

_CITED = re.compile(
    r"《[^》]{2,40}》(?:第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"
    r"(?:第?[（(]?[一二三四五六七八九十]+[）)]?[款项])*、?)+"
)


def prepare_bank(texts: Path, out: Path) -> dict[str, Any]:
    """Every question of the bank, in all its wordings, and its answers.

    Raises:
        EvalError: no articles there, or ``out`` holds other files.
    """
    return _write(BANK, texts, out, [pair for entry in shipped() for pair in bank_questions(entry)])


def prepare_citations(texts: Path, cases: Path, out: Path) -> dict[str, Any]:
    """Passages of official cases, the names and numbers of the cited articles left out.

    Raises:
        EvalError: no articles or no cases there, or ``out`` holds other files.
    """
    pairs = [pair for text in read_releases(cases).texts for pair in cited_passages(text.text)]
    return _write(CITATIONS, texts, out, pairs)


def bank_questions(entry: Entry, *, answers: bool = True) -> Iterator[tuple[str, tuple[str, ...]]]:
    """An entry's wordings, with the keys of the articles that it rests on; with its answers as further wordings."""
    keys = tuple(dict.fromkeys(b.key for b in entry.basis if isinstance(b, ArticleBasis)))
    wordings = [entry.question, *entry.variants]
    if answers:
        wordings += [entry.short_answer, entry.full_answer]
    if keys:
        yield from ((wording, keys) for wording in wordings)


def cited_passages(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Paragraphs that cite a few articles, without the citations, and the keys of what they cite."""
    for paragraph in text.splitlines():
        if len(paragraph) <= SHORTEST:
            continue
        cited = [s.key for s in find_statutes(paragraph) if s.law and s.article is not None]
        keys = tuple(dict.fromkeys(cited))
        if 0 < len(keys) <= MOST_CITED:
            yield _CITED.sub("", paragraph)[:LONGEST], keys


def _write(name: str, texts: Path, out: Path, pairs: list[tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    join = article_rows(texts)
    queries, judged = [], {}
    for number, (text, keys) in enumerate(dict(pairs).items()):
        grades = {document: GRADE for key in keys for document in join.by_key.get(key, ())}
        if grades and text.strip():
            id = f"{name}-{number:05d}"
            queries.append({"_id": id, "text": text})
            judged[id] = grades
    if not queries:
        raise EvalError(f"{name}: none of the articles is among the {len(join.documents)} texts at hand")
    empty_folder(out)
    write_lines(out / "corpus.jsonl", join.documents)
    write_lines(out / "queries.jsonl", queries)
    write_qrels(out / "qrels" / "train.tsv", judged)
    return {
        "collection": name,
        "out": str(out),
        "documents": len(join.documents),
        "queries": len(queries),
        "splits": {"train": len(queries)},
    }

"""Writes the questions that retrieval knows the articles of: ``python -m eval.prepare.known``.

The training part of the shipped statute queries, and the bank's questions in all their wordings; nothing of the other parts,
so that these measure what the program does with questions that it does not know.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.prepare.queries import read_queries
from eval.prepare.shipped import STATUTES, shipped_folder
from eval.prepare.splits import read_splits
from eval.prepare.training import GRADE, bank_questions
from office.bank.load import shipped
from search_api.retrieval.known import FILE


def known_rows() -> Iterator[dict[str, Any]]:
    """``text`` and ``articles``, each text once."""
    folder = shipped_folder(STATUTES)
    queries = read_queries(folder)
    part_of = read_splits(folder, queries).part_of()
    told: set[str] = set()
    for query in queries:
        if part_of[query.id] == "train":
            told.add(query.text)
            yield {"text": query.text, "articles": {gold.key: gold.grade for gold in query.each}}
    for entry in shipped():
        for text, keys in bank_questions(entry, answers=False):
            if text not in told:
                told.add(text)
                yield {"text": text, "articles": dict.fromkeys(keys, GRADE)}


def main() -> None:
    """Write the file of the program."""
    rows = [json.dumps(row, ensure_ascii=False) for row in known_rows()]
    (Path(str(files("search_api.retrieval"))) / "data" / FILE).write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()

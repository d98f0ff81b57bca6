"""How often an answer to a question of a collection of statutes rests on a gold article."""

import re
from pathlib import Path
from typing import Any

from corpora.citations import find_statutes
from corpora.model import Statute
from eval.collection import Collection, open_collection
from indexer.viewer import LOCAL_OWNER
from search_api.answers import Answerer, AnswerRequest

GOLD = 2
"""Grade from which an article answers a question."""
_TITLE = re.compile(
    r"(?P<law>.+?)(?P<article>第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)$"
)


def measure_basis(answerer: Answerer, folder: Path) -> dict[str, Any]:
    """Of the questions that get a standard answer, the share whose basis holds a gold article.

    A question is answered by the bank alone; gold are the articles of the highest grade that the collection gives.

    Raises:
        EvalError: the collection cannot be read.
    """
    collection = open_collection(folder)
    qrels = collection.qrels(collection.split(None))
    top = max(grade for judged in qrels.values() for grade in judged.values())
    gold = {q: {d for d, grade in judged.items() if grade >= min(GOLD, top)} for q, judged in qrels.items()}
    named = _keys(collection, set().union(*gold.values()))
    queries = collection.queries()
    answered, held, missed = 0, 0, []
    for query, documents in gold.items():
        answer = answerer.ask(AnswerRequest(question=queries[query].text[:2000], cases=0), LOCAL_OWNER)
        if not answer.answered:
            continue
        answered += 1
        keys = {Statute(view.law, view.article, view.suffix).key for view in answer.basis}
        if keys & {named[document] for document in documents if document in named}:
            held += 1
        else:
            missed.append({"query": query, "entry": answer.entry_id})
    return {
        "collection": collection.name,
        "questions": len(gold),
        "answered": answered,
        "basis_holds_gold": held,
        "share": round(held / answered, 4) if answered else None,
        "missed": missed,
    }


def _keys(collection: Collection, wanted: set[str]) -> dict[str, str]:
    """``law#article`` of documents by their titles."""
    found = {}
    for record in collection.documents():
        title = _TITLE.match(record.title) if record.id in wanted else None
        if title is not None:
            cited = find_statutes(f"《{title['law']}》{title['article']}")
            if cited:
                found[record.id] = cited[0].key
    return found

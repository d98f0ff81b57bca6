"""Condensed lists: unjudged documents are taken out before anything is measured.

Sakai, Alternatives to Bpref, SIGIR 2007. Fair to systems that were not pooled, too kind to all of them; told beside the
plain value, never in its place.
"""

from eval.collection import Qrels
from eval.runs import Run


def condense(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """The run with only judged documents in it."""
    return {
        query: {document: score for document, score in scores.items() if document in qrels[query]}
        for query, scores in run.items()
        if query in qrels
    }

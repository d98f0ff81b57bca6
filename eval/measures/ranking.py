"""The order of a run, the same for every measure."""

from collections.abc import Mapping

from eval.runs import Run


def order(scores: Mapping[str, float]) -> list[str]:
    """Documents best first; equal scores in order of document id."""
    return sorted(scores, key=lambda document: (-scores[document], document))


def ranked(run: Run) -> dict[str, dict[str, float]]:
    """The run with its ranks for scores, so that no tie is left for a library to break in its own way."""
    return {
        query: {document: float(-place) for place, document in enumerate(order(scores), 1)}
        for query, scores in run.items()
    }

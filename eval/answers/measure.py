"""How well questions are answered: accuracy at rank 1, what is shown and how sure, what is refused, time."""

import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from eval.answers.questions import MULTI, NEAR_MISS, OUT_OF_SCOPE, AskedQuestion
from indexer.viewer import LOCAL_OWNER
from search_api.answers import Answerer, AnswerRequest

BINS = 10
PRECISE = 0.95


def measure(answerer: Answerer, questions: Sequence[AskedQuestion]) -> dict[str, Any]:
    """Everything that ``fengqiao eval answers`` prints; shares in [0, 1].

    *Accuracy at rank 1*: the best entry, sure or not, is a right one; of a text with several questions one of the entries
    of its parts. *Precision of shown*: of the texts with an answer, those whose first is right; *of parts*: of all
    entries shown. *Shown or offered*: in-scope questions with a right entry among the answers or the near questions.
    *Coverage at 95 % precision*: the largest share of in-scope questions that can be shown, most confident first, while
    the answers shown to all questions stay 95 % right. *ECE*: expected calibration error of the confidence in the best
    entry over ten bins of equal width (Naeini et al. 2015). *CPU*: time of the calling thread, which load from other
    programs does not lengthen much.
    """
    answerer.ask(AnswerRequest(question=questions[0].text), LOCAL_OWNER)
    best, sure, shown, parts, offered = [], [], [], [], []
    times, cpu = [], []
    for question in questions:
        began, worked = time.perf_counter(), time.thread_time()
        answer = answerer.ask(AnswerRequest(question=question.text), LOCAL_OWNER)
        times.append((time.perf_counter() - began) * 1000)
        cpu.append((time.thread_time() - worked) * 1000)
        whole = answerer.match(question.text)
        first = answer.entry_id or whole.entry.id
        best.append(question.right(first))
        sure.append(answer.confidence if answer.answered else whole.confidence)
        shown.append(answer.answered)
        parts.append({part.entry_id for part in answer.parts if part.entry_id})
        offered.append(parts[-1] | {near.entry_id for part in answer.parts for near in part.suggestions})
    right, confident, told = np.array(best), np.array(sure), np.array(shown)
    kinds = np.array([question.kind for question in questions])
    inside = np.array([question.in_scope for question in questions])
    entries = [q.right(id) for q, found in zip(questions, parts, strict=True) for id in found]
    near = [bool(set(q.gold) & found) for q, found in zip(questions, offered, strict=True) if q.in_scope]
    multi = [set(q.gold) <= found for q, found in zip(questions, parts, strict=True) if q.kind == MULTI]
    return {
        "questions": len(questions),
        "in_scope": int(inside.sum()),
        "accuracy_at_1": _mean(right[inside]),
        "by_kind": {kind: _mean(right[kinds == kind]) for kind in dict.fromkeys(kinds[inside].tolist())},
        "shown": int(told.sum()),
        "precision_of_shown": _mean(right[told]),
        "precision_of_parts": _mean(np.array(entries)),
        "coverage": _mean(told[inside]),
        "coverage_at_95": _coverage(right, confident, inside),
        "out_of_scope_rejected": _mean(~told[kinds == OUT_OF_SCOPE]),
        "near_misses_rejected": _mean(~told[kinds == NEAR_MISS]),
        "all_parts_answered": _mean(np.array(multi)),
        "ece": calibration_error(confident, right),
        "shown_or_offered": _mean(np.array(near)),
        "cpu_ms_median": round(float(np.median(cpu)), 1),
        "cpu_ms_p95": round(float(np.percentile(cpu, 95)), 1),
        "ms_median": round(float(np.median(times)), 1),
        "ms_p95": round(float(np.percentile(times, 95)), 1),
    }


def wrong(answerer: Answerer, questions: Sequence[AskedQuestion]) -> list[dict[str, Any]]:
    """Questions shown a wrong answer, or whose best entry is wrong, to be read."""
    found = []
    for question in questions:
        match = answerer.match(question.text)
        answer = answerer.ask(AnswerRequest(question=question.text), LOCAL_OWNER)
        entry = answer.entry_id or match.entry.id
        if (question.in_scope or answer.answered) and not question.right(entry):
            found.append(
                {
                    "id": question.id,
                    "kind": question.kind,
                    "text": question.text,
                    "gold": list(question.gold),
                    "entry": entry,
                    "confidence": round(answer.confidence if answer.answered else match.confidence, 3),
                    "shown": answer.answered,
                }
            )
    return found


def calibration_error(confident: Any, right: Any) -> float:
    """Expected calibration error over bins of equal width, in [0, 1], lower is better."""
    places = np.minimum((np.asarray(confident) * BINS).astype(int), BINS - 1)
    grouped: dict[int, list[int]] = defaultdict(list)
    for number, place in enumerate(places.tolist()):
        grouped[place].append(number)
    total = sum(
        len(rows) * abs(float(np.mean(confident[rows])) - float(np.mean(right[rows])))
        for rows in grouped.values()
    )
    return round(total / max(1, len(places)), 4)


def _coverage(right: Any, confident: Any, inside: Any) -> float:
    order = np.argsort(-confident, kind="stable")
    precise = np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= PRECISE
    covered = np.cumsum(inside[order]) / max(1, int(inside.sum()))
    return round(float(covered[precise].max()), 4) if precise.any() else 0.0


def _mean(values: Any) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None

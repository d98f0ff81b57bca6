"""Accuracy and calibration of the classifier of disputes against hand labels.

A label file has one JSON object a line. Descriptions: ``text``, ``l2``, ``also`` (codes that are right too), ``split``.
Cases of a collection: ``id``, ``l2`` (empty = none of the types), ``also``, ``causes``, ``court_level``, ``split``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpora.classify import classify
from corpora.model import Document
from corpora.vocab import causes
from eval.errors import EvalError

BINS = 10
"""Equal steps of confidence over which the calibration error is averaged."""


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled line; ``right`` are all codes that count as right, the best one first."""

    name: str
    text: str
    right: tuple[str, ...]
    split: str
    causes: tuple[str, ...] = ()
    court_level: str | None = None


@dataclass(slots=True)
class CodeScore:
    """Counts of one type."""

    labelled: int = 0
    found: int = 0
    right: int = 0


@dataclass(slots=True)
class ClassificationReport:
    """Shares of right answers at both levels, and how honest the confidence is.

    ``l1`` and ``l2`` count the label's best code only, ``l1_also`` and ``l2_also`` every code it accepts.
    ``calibration_error`` is the expected calibration error over ten equal steps (Guo et al. 2017): 0 is best.
    """

    texts: int
    l1: float
    l1_also: float
    l2: float
    l2_also: float
    confidence: float
    calibration_error: float
    codes: dict[str, CodeScore] = field(default_factory=dict)
    errors: list[tuple[str, str, str, float]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values; errors left out."""
        value = asdict(self)
        del value["errors"]
        return value


@dataclass(slots=True)
class CaseReport:
    """Hand-checked cases: dispute type, cause and court level."""

    types: ClassificationReport
    typed: int
    typed_right: int
    causes: float
    court_levels: float
    courts: int
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values; errors left out."""
        value = asdict(self)
        del value["errors"]
        value["types"] = self.types.as_json()
        return value


def read_labels(file: Path, split: str) -> list[Label]:
    """Labels of one split only; texts of other splits are not kept.

    Raises:
        EvalError: a line is no JSON object or lacks a field, or the split has no line; names the line.
    """
    found, splits = [], set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            value = json.loads(line)
            splits.add(value["split"])
            if value["split"] != split:
                continue
            right = (value["l2"], *value.get("also", ()))
            given = value.get("causes", ()), value.get("court_level")
            found.append(Label(value["id"], value.get("text", ""), right, split, tuple(given[0]), given[1]))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise EvalError(f"{file}, line {number}: not a label ({error})") from error
    if not found:
        raise EvalError(f"{file}: no line of the split {split}; it has {', '.join(sorted(splits)) or 'none'}")
    return found


def measure_descriptions(labels: Sequence[Label]) -> ClassificationReport:
    """Classify every description."""
    return _report(labels, [(r.l2, r.confidence) for r in (classify(label.text) for label in labels)])


def measure_cases(labels: Sequence[Label], documents: dict[str, Document]) -> CaseReport:
    """Compare what the parser and the classifier say of a collection's documents.

    Args:
        labels: Hand labels by document id.
        documents: Parsed documents by the collection's id.

    Raises:
        EvalError: a labelled document is not in the collection.
    """
    missing = [label.name for label in labels if label.name not in documents]
    if missing:
        raise EvalError(f"the collection has no document {missing[0]}")
    answers = []
    same_cause = same_level = courts = 0
    errors = []
    for label in labels:
        document = documents[label.name]
        answers.append((next(iter(document.dispute_types), ""), 1.0))
        level = document.court.level.value if document.court and document.court.level else None
        if _cause(document.cause) in {_cause(cause) for cause in label.causes}:
            same_cause += 1
        else:
            errors.append((label.name, "cause", label.causes[0], document.cause))
        if label.court_level is not None:
            courts += 1
            same_level += level == label.court_level
            if level != label.court_level:
                errors.append((label.name, "court_level", label.court_level, str(level)))
    types = _report(labels, answers)
    errors += [(name, "type", right, found) for name, right, found, _ in types.errors]
    typed = [
        (label, found) for label, (found, _) in zip(labels, answers, strict=True) if "" not in label.right
    ]
    return CaseReport(
        types,
        len(typed),
        sum(found in label.right for label, found in typed),
        same_cause / len(labels),
        same_level / courts if courts else 0.0,
        courts,
        errors,
    )


def parsed_cases(folder: Path, names: Iterable[str]) -> dict[str, Document]:
    """Documents of a collection by its own id, parsed as ``fengqiao index`` does.

    Raises:
        EvalError: the folder has no ``corpus.jsonl``, or a line of it cannot be read.
    """
    from corpora.parse import parse
    from corpora.readers import read
    from corpora.readers.raw import RawDocument

    wanted = set(names)
    file = folder / "corpus.jsonl"
    if not file.is_file():
        raise EvalError(f"{file}: no such file")
    found = {}
    for raw in read(file):
        if not isinstance(raw, RawDocument):
            raise EvalError(str(raw))
        if raw.record in wanted:
            found[raw.record] = parse(raw)[0]
    return found


def _report(labels: Sequence[Label], answers: Sequence[tuple[str, float]]) -> ClassificationReport:
    pairs = list(zip(labels, answers, strict=True))
    codes: dict[str, CodeScore] = {}
    for label, (found, _) in pairs:
        score = codes.setdefault(label.right[0] or "-", CodeScore())
        score.labelled += 1
        score.right += found == label.right[0]
        codes.setdefault(found or "-", CodeScore()).found += 1
    total = len(pairs)
    return ClassificationReport(
        texts=total,
        l1=sum(found[:1] == label.right[0][:1] for label, (found, _) in pairs) / total,
        l1_also=sum(found[:1] in {code[:1] for code in label.right} for label, (found, _) in pairs) / total,
        l2=sum(found == label.right[0] for label, (found, _) in pairs) / total,
        l2_also=sum(found in label.right for label, (found, _) in pairs) / total,
        confidence=sum(confidence for _, (_, confidence) in pairs) / total,
        calibration_error=calibration_error([(c, found == label.right[0]) for label, (found, c) in pairs]),
        codes=dict(sorted(codes.items())),
        errors=[(la.name, la.right[0], found, c) for la, (found, c) in pairs if found not in la.right],
    )


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: mean distance of confidence from the share of right answers, over equal steps."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    gaps = (abs(sum(c for c, _ in part) - sum(right for _, right in part)) for part in bins.values())
    return sum(gaps) / len(answers)


def _cause(name: str) -> str:
    """A cause to compare: the vocabulary's name without 纠纷, and 合同 or 协议 before it."""
    known = causes().find(name)
    plain = known.name if known else name
    plain = plain.removesuffix("一案").removesuffix("案").removesuffix("纠纷")
    return plain.removesuffix("合同").removesuffix("协议")

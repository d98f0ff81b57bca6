"""Recall and precision of the redactor against hand labels of personal data kept as offsets.

A label file has one JSON object a line: ``source``, ``sha256`` of the text, ``spans`` as ``[start, end, kind]``,
and optionally ``split`` and ``only`` (``numbers``: nothing else is labelled in that document).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from corpora.readers import RawDocument, read
from corpora.redact import Policy, redact
from corpora.redact.operators import district
from eval.errors import EvalError
from eval.parsing import load_source

FAMILIES: dict[str, tuple[str, ...]] = {
    "names": ("person", "agent", "mediator", "judge"),
    "numbers": (
        "id_number",
        "document_number",
        "phone",
        "bank_card",
        "account",
        "securities_account",
        "plate",
        "email",
        "online_account",
    ),
    "dates": ("birth_date",),
    "places": ("address",),
    "organisations": ("organisation",),
}
"""Kinds that are counted together; a finding is right under any kind of the label's family."""
NEUTRAL = {"surname": "names", "law_firm": "organisations", "mediation_body": "organisations"}
"""Labels that are no fault of either side: not to be found, no error if found."""
_FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds} | NEUTRAL


@dataclass(slots=True)
class Count:
    """Counts of one kind or family."""

    there: int = 0
    covered: int = 0
    """Labels of which no character is left (of an address: none after district or county)."""
    found: int = 0
    right: int = 0
    """Replacements that lie inside labels of their family, apart from addresses: those need to touch one."""

    @property
    def recall(self) -> float:
        """Share of the labels that is hidden; 1 when nothing is there."""
        return self.covered / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        """Share of the replacements that hide what was labelled; 1 when there are none."""
        return self.right / self.found if self.found else 1.0


@dataclass(slots=True)
class RedactionReport:
    """Counts by kind and family; errors as ``(source, kind, what, start, end, text)``."""

    policy: str
    documents: int = 0
    characters: int = 0
    seconds: float = 0.0
    """Processor time of redacting."""
    kinds: dict[str, Count] = field(default_factory=dict)
    families: dict[str, Count] = field(default_factory=dict)
    errors: list[tuple[str, str, str, int, int, str]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, Count]]:
        """Families, each before its kinds, without those that neither occur nor were found."""
        for family, kinds in FAMILIES.items():
            if family in self.families:
                yield family, self.families[family]
                yield from ((f"  {kind}", self.kinds[kind]) for kind in kinds if kind in self.kinds)

    def as_json(self) -> dict[str, Any]:
        """Recall, precision and counts by kind, and the processor time taken."""
        return {
            "policy": self.policy,
            "documents": self.documents,
            "characters": self.characters,
            "ms_per_1000_characters": 1e6 * self.seconds / max(1, self.characters),
            "kinds": {
                name.strip(): {
                    "recall": count.recall,
                    "precision": count.precision,
                    "labelled": count.there,
                    "found": count.found,
                }
                for name, count in self.rows()
            },
        }


def measure(
    labels: list[Path], root: Path, policy: str | Policy = "strict", split: str = ""
) -> RedactionReport:
    """Redact every labelled document and count.

    Args:
        labels: Label files.
        root: Folder that the sources are named from.
        policy: What it keeps is counted as not hidden.
        split: Only lines of this split, and lines that have none; empty for all.

    Raises:
        EvalError: a line cannot be read, a source is missing, or its text is not the one that was labelled.
    """
    report = RedactionReport(policy if isinstance(policy, str) else policy.name)
    for file in labels:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                label = json.loads(line)
                spans = [(int(start), int(end), str(kind)) for start, end, kind in label["spans"]]
            except (ValueError, KeyError, TypeError) as error:
                raise EvalError(
                    f"{file}, line {number}: not a line of labels with source, sha256, spans"
                ) from error
            if split and label.get("split", split) != split:
                continue
            text = _text(root, label["source"])
            if hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
                raise EvalError(f"{file}, line {number}: {label['source']} is not the text that was labelled")
            _score(report, label["source"], text, spans, policy, label.get("only", ""))
    return report


def _text(root: Path, source: str) -> str:
    """The text of a source: a judgment or official case of the development material, or a file as its reader gives it."""
    if not source.endswith(".md"):
        return load_source(root, source).text
    if not (root / source).is_file():
        raise EvalError(f"{root / source}: no such file")
    (first, *_) = read(root / source)
    if not isinstance(first, RawDocument):
        raise EvalError(f"{root / source}: {first}")
    return first.text


def _score(
    report: RedactionReport,
    source: str,
    text: str,
    labels: list[tuple[int, int, str]],
    policy: str | Policy,
    only: str,
) -> None:
    begun = process_time()
    replacements = redact(text, policy).replacements
    report.seconds += process_time() - begun
    report.documents += 1
    report.characters += len(text)
    hidden = bytearray(len(text))
    for item in replacements:
        hidden[item.start : item.end] = b"\x01" * (item.end - item.start)
    of_family = {family: bytearray(len(text)) for family in FAMILIES}
    for start, end, kind in labels:
        family = _FAMILY[kind]
        of_family[family][start:end] = b"\x01" * (end - start)
        if kind in NEUTRAL or (only and family != only):
            continue
        begin = start + len(district(text[start:end])) - 2 if kind == "address" else start
        covered = all(hidden[min(begin, end - 1) : end])
        for count in _counts(report, kind):
            count.there += 1
            count.covered += covered
        if not covered:
            report.errors.append((source, kind, "left", start, end, text[start:end]))
    for item in replacements:
        family = _FAMILY[item.kind]
        if only and family != only:
            continue
        marks = of_family[family][item.start : item.end]
        right = any(marks) if family == "places" else all(marks)
        for count in _counts(report, item.kind):
            count.found += 1
            count.right += right
        if not right:
            report.errors.append(
                (source, item.kind, "spurious", item.start, item.end, text[item.start : item.end])
            )


def _counts(report: RedactionReport, kind: str) -> tuple[Count, Count]:
    return report.kinds.setdefault(kind, Count()), report.families.setdefault(_FAMILY[kind], Count())

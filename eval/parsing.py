"""Precision and recall of the parsers against hand labels kept as offsets.

A label file has one JSON object a line: ``source``, ``sha256`` of the text, and by field a span (two code-point
offsets), a list of spans, or null. Values are read from the source when the measure runs.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.model import Document, SectionRole
from corpora.parse import parse
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates
from corpora.text.normalize import normalize
from corpora.vocab import laws
from eval.errors import EvalError

BEGIN = 40
"""Code points within which a section must begin: the last own section of its role against the label."""
OVERLAP = 0.8
"""Jaccard of characters from which on a section counts as alike."""
Span = tuple[int, int]


@dataclass(slots=True)
class Score:
    """Counts of one field."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


@dataclass(slots=True)
class ParsingReport:
    """Scores by field, and what went wrong, as ``(source, field, kind of error)``."""

    documents: int = 0
    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def count(self, source: str, name: str, truth: Counter[str], found: Counter[str]) -> None:
        """Add one document's values of a field."""
        score = self.scores.setdefault(name, Score())
        score.right += (truth & found).total()
        spurious, missed = (found - truth).total(), (truth - found).total()
        score.spurious += spurious
        score.missed += missed
        if spurious or missed:
            self.errors.append((source, name, f"{spurious} spurious, {missed} missed"))


def measure(labels: list[Path], root: Path) -> ParsingReport:
    """Parse every labelled document and count.

    Args:
        labels: Label files.
        root: Folder that the sources are named from.

    Raises:
        EvalError: a source is missing, or its text is not the one that was labelled.
    """
    report = ParsingReport()
    for file in labels:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            label = json.loads(line)
            raw = load_source(root, label["source"])
            digest = hashlib.sha256(raw.text.encode()).hexdigest()
            if digest != label["sha256"]:
                raise EvalError(f"{file}, line {number}: {label['source']} is not the text that was labelled")
            _score(report, label, parse(raw)[0], raw.text)
    return report


def load_source(root: Path, source: str) -> RawDocument:
    """The text of a labelled document: after ``content:`` of a judgment file, or ``text`` of a JSON line."""
    path, _, line = source.partition("#")
    file = root / path
    if not file.is_file():
        raise EvalError(f"{file}: no such file")
    if line:
        with file.open(encoding="utf-8") as lines:
            value = json.loads(next(text for number, text in enumerate(lines, 1) if number == int(line)))
        fields = {"title": value["title"], "category": value["category"]}
        return RawDocument(value["text"], source, line, "official", None, fields)
    head, _, content = file.read_text(encoding="utf-8").partition("content:")
    fields = dict(item.split(":", 1) for item in head.splitlines() if ":" in item)
    return RawDocument(content.strip(), source, "", "crawl", None, fields)


def _plain(text: str) -> str:
    return "".join(normalize(text).text.split()).removeprefix("中华人民共和国")


def _score(report: ParsingReport, label: dict[str, Any], document: Document, text: str) -> None:
    report.documents += 1
    source = label["source"]
    judgment = "#" not in source
    court = document.court.name if document.court else ""
    values: dict[str, tuple[str, Callable[[str], str]]] = {
        "case_number": (document.case_number, _plain),
        "court": (court, _plain),
        "cause": (document.cause, _cause),
        "date": (document.date.isoformat() if document.date else "", _iso),
    }
    for name, (found, reading) in values.items():
        if not judgment and name != "cause":
            continue
        span = label.get(name)
        truth = reading(text[span[0] : span[1]]) if span else ""
        found = _cause(found) if name == "cause" else _plain(found)
        report.count(source, name, _bag(truth), _bag(found))
    if judgment:
        procedure = document.procedure.value if document.procedure else ""
        report.count(source, "procedure", _bag(label["procedure"]), _bag(procedure))
    parties = Counter({_plain(text[s:e]) for s, e in label["parties"]})
    report.count(source, "parties", parties, Counter({_plain(party.name) for party in document.parties}))
    _score_roles(report, label, document, text)
    _score_statutes(report, label, document, text)
    _score_sections(report, label, document)


def _score_roles(report: ParsingReport, label: dict[str, Any], document: Document, text: str) -> None:
    """Parties with their role words; a document whose labels print no role word is left aside."""
    roles = label.get("roles") or []
    truth = Counter(
        f"{_plain(text[s:e])}#{_plain(text[role[0] : role[1]])}"
        for (s, e), role in zip(label["parties"], roles, strict=False)
        if role
    )
    if truth:
        found = Counter({f"{_plain(party.name)}#{_plain(party.role)}" for party in document.parties})
        report.count(label["source"], "roles", Counter(set(truth)), found)


def _bag(value: str) -> Counter[str]:
    return Counter([value]) if value else Counter()


def _cause(text: str) -> str:
    """A cause to compare: charges without 罪 joined by 、, the closing 纠纷 and 案 left out."""
    plain = _plain(text).removesuffix("一案").removesuffix("案").removesuffix("纠纷")
    return "、".join(part.removesuffix("罪") for part in re.split(r"(?<=罪)[、,和及]|[、,]", plain))


def _iso(text: str) -> str:
    found = find_dates(text)
    return found[0].value.isoformat() if found else ""


def _score_statutes(report: ParsingReport, label: dict[str, Any], document: Document, text: str) -> None:
    """Provisions of the deciding court's own basis; others that the document cites are left aside."""
    truth = Counter({f"{_law(text[s['law'][0] : s['law'][1]])}#{s['article']}" for s in label["statutes"]})
    if not truth:
        return
    begin = min(min(s["span"][0], s["law"][0] - len("《中华人民共和国")) for s in label["statutes"])
    end = max(s["span"][1] for s in label["statutes"])
    found = Counter(
        {
            f"{_plain(statute.law)}#{statute.article}"
            for statute in document.statutes
            if statute.article is not None and begin <= statute.start < end
        }
    )
    report.count(label["source"], "statutes", truth, found)


def _law(name: str) -> str:
    plain = name.strip("《》").removeprefix("中华人民共和国")
    return _plain(laws().resolve(plain) or plain)


def _score_sections(report: ParsingReport, label: dict[str, Any], document: Document) -> None:
    """Where sections begin, and beside it how far they overlap.

    Costs and the finality line belong to the closing (法〔2016〕221号) but to the ruling of the labels, so the
    overlap says less than the beginning does.
    """
    for role, span in label["sections"].items():
        found = [
            (section.start, section.end)
            for section in document.sections
            if section.role is SectionRole(role) and section.instance == 0
        ]
        begins = bool(span and found) and abs(found[-1][0] - span[0]) <= BEGIN
        truth = _characters([(span[0], span[1])] if span else [])
        characters = _characters(found)
        both = truth | characters
        alike = bool(both) and len(truth & characters) / len(both) >= OVERLAP
        there = _bag("x" if span else "")
        for measure_name, right in (("section", begins), ("overlap", alike)):
            there_found = _bag("x" if right else "y" if found else "")
            report.count(label["source"], f"{measure_name}:{role}", there, there_found)


def _characters(spans: list[Span]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def rows(report: ParsingReport) -> Iterator[tuple[str, Score]]:
    """Fields in a fixed order: values, beginnings of sections, overlap of sections."""
    groups = ("section", "overlap")

    def order(pair: tuple[str, Score]) -> tuple[int, str]:
        group = pair[0].partition(":")[0]
        return (groups.index(group) + 1 if group in groups else 0, pair[0])

    yield from sorted(report.scores.items(), key=order)

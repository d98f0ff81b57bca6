"""How much of what court documents say is found: ``python -m corpora.parse.coverage FOLDER``."""

import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpora.model import Document, Kind, SectionRole
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read

_R = SectionRole


def _section(role: SectionRole) -> Callable[[Document], bool]:
    return lambda document: any(s.role is role for s in document.sections)


def _whole(document: Document) -> bool:
    return len(document.text.strip()) >= 100


def _dated(document: Document) -> bool:
    return _judgment(document) or bool(
        re.search(r"\d{4}年\d{1,2}月\d{1,2}日(?:作出|判决|裁定|发布)", document.text)
    )


def _judgment(document: Document) -> bool:
    return document.kind is Kind.JUDGMENT and _whole(document)


_FIELDS: tuple[tuple[str, Callable[[Document], bool], Callable[[Document], bool]], ...] = (
    (
        "case number",
        lambda d: bool(d.case_number),
        lambda d: _judgment(d) and bool(re.search(r"[（(〔]\d{4}[）)〕][^。]{1,30}号", d.text[:120])),
    ),
    ("court", lambda d: d.court is not None, _whole),
    ("document type", lambda d: d.document_type is not None, _judgment),
    ("date", lambda d: d.date is not None, _dated),
    ("procedure", lambda d: d.procedure is not None, _judgment),
    ("cause", lambda d: bool(d.cause), lambda d: bool(re.search(r"纠纷|罪", d.text + d.title))),
    (
        "parties",
        lambda d: bool(d.parties),
        lambda d: bool(re.search(r"(?:^|\n)\s*(?:上诉人|原审|原告|被告人?|再审申请人|申请人)", d.text)),
    ),
    (
        "agents",
        lambda d: bool(d.agents),
        lambda d: _judgment(d) and bool(re.search(r"(?:^|\n)\s*(?:委托(?:诉讼)?代理人|辩护人)", d.text)),
    ),
    ("judges", lambda d: bool(d.judges), lambda d: bool(re.search(r"审\s*判\s*(?:长|员)", d.text[-300:]))),
    (
        "statutes",
        lambda d: bool(d.statutes),
        lambda d: bool(re.search(r"》?第[一二三四五六七八九十百零〇\d]+条", d.text)),
    ),
    (
        "proceedings",
        _section(_R.PROCEEDINGS),
        lambda d: bool(re.search(r"一案|(?:审理|审查|复核)终结", d.text)),
    ),
    (
        "claims",
        _section(_R.CLAIMS),
        lambda d: (
            d.kind in {Kind.JUDGMENT, Kind.REFERENCE}
            and bool(re.search(r"[诉辩述请审]称|上诉(?:请求|称)|申请再审称|指控：", d.text))
        ),
    ),
    (
        "facts",
        _section(_R.FACTS),
        lambda d: bool(
            re.search(
                r"(?:^|\n)[^\n，。]{0,24}(?:查明(?!的)|复核确认|认定事实(?!清楚|错误|和适用|不清)|基本案情)",
                d.text,
            )
        ),
    ),
    (
        "reasoning",
        _section(_R.REASONING),
        lambda d: bool(re.search(r"本院(?:[\u4e00-\u9fa5]{0,8})?认为|裁判理由|法院认为", d.text)),
    ),
    ("ruling", _section(_R.RULING), lambda d: bool(re.search(r"(?:判决|裁定|决定)如下|裁判结果", d.text))),
    ("closing", _section(_R.CLOSING), lambda d: bool(re.search(r"审\s*判\s*(?:长|员)", d.text[-300:]))),
    (
        "outcome",
        lambda d: bool(d.outcome),
        lambda d: bool(re.search(r"(?:判决|裁定|决定)如下|裁判结果", d.text)),
    ),
    ("focus", lambda d: bool(d.focus), lambda d: bool(re.search(r"争议焦点", d.text))),
)


@dataclass(slots=True)
class Coverage:
    """Counts over many documents: found and expected for each field."""

    documents: int = 0
    characters: int = 0
    seconds: float = 0.0
    failed: list[CorpusError] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    expected: dict[str, int] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Count one document; a field is expected where a plain cue for it stands in the text."""
        self.documents += 1
        self.characters += len(document.text)
        for name, has, expects in _FIELDS:
            if not expects(document):
                continue
            self.expected[name] = self.expected.get(name, 0) + 1
            if has(document):
                self.found[name] = self.found.get(name, 0) + 1
            else:
                self.missing.setdefault(name, []).append(document.source.record or document.source.path)

    def share(self, name: str) -> float:
        """Found over expected, 0-1; 1 where nothing was expected."""
        expected = self.expected.get(name, 0)
        return self.found.get(name, 0) / expected if expected else 1.0

    def table(self, *, show_missing: int = 0) -> str:
        """The counts as text, one field a line."""
        rate = self.documents / self.seconds if self.seconds else 0.0
        lines = [
            f"{self.documents} documents, {self.characters} characters, {self.seconds:.2f} s in the parser "
            f"({rate:.0f} documents/s), {len(self.failed)} unreadable",
            f"{'field':<14}{'found':>7}{'expected':>10}{'share':>8}",
        ]
        for name, _, _ in _FIELDS:
            line = f"{name:<14}{self.found.get(name, 0):>7}{self.expected.get(name, 0):>10}{self.share(name):>8.3f}"
            rest = self.missing.get(name, [])[:show_missing]
            lines.append(line + ("   missing: " + ", ".join(rest) if rest else ""))
        return "\n".join(lines)


def measure(paths: Iterable[Path]) -> Coverage:
    """Parse every case under the paths and count; statutes and plain texts are passed over."""
    coverage = Coverage()
    for path in paths:
        for raw in read(path):
            if isinstance(raw, CorpusError):
                coverage.failed.append(raw)
                continue
            begin = time.perf_counter()
            documents = parse(raw)
            coverage.seconds += time.perf_counter() - begin
            for document in documents:
                if document.kind in {Kind.JUDGMENT, Kind.GUIDING, Kind.REFERENCE, Kind.TYPICAL}:
                    coverage.add(document)
    return coverage


def main(arguments: list[str]) -> int:
    """Print the table for the folders or files named; ``--missing N`` names N documents a field lacks."""
    show = 0
    if "--missing" in arguments:
        at = arguments.index("--missing")
        try:
            show = int(arguments[at + 1])
        except (IndexError, ValueError):
            sys.stderr.write("--missing needs a number\n")
            return 2
        arguments = arguments[:at] + arguments[at + 2 :]
    paths = [Path(argument) for argument in arguments]
    absent = [str(path) for path in paths if not path.exists()]
    if not paths or absent:
        sys.stderr.write(
            f"no such file or folder: {', '.join(absent)}\n" if absent else "usage: coverage FOLDER...\n"
        )
        return 2
    sys.stdout.write(measure(paths).table(show_missing=show) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

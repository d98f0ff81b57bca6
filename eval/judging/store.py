"""Judgments of one annotator, a JSON line each, written at once and never rewritten."""

import datetime as dt
import os
import re
from pathlib import Path

from pydantic import Field, ValidationError

from eval.errors import EvalError
from eval.judging.pool import Pair
from eval.prepare.sample import JudgedPair, grade_of

_NAME = re.compile(r"[\w\-]{1,40}")
_FILE = re.compile(r"judgments-(?P<name>[\w\-]{1,40})\.jsonl")


class Judged(JudgedPair):
    """One pair as an annotator saw it."""

    note: str = Field(default="", max_length=2000)
    annotator: str
    at: dt.datetime

    @property
    def grade(self) -> int:
        """How many of the three are alike (2 or 3), 0-3."""
        return grade_of(self.facts, self.focus, self.law)

    @property
    def pair(self) -> Pair:
        """Query and document."""
        return self.query, self.document


class Store:
    """The file of one annotator in a pool's folder; a later line on the same pair replaces an earlier one."""

    def __init__(self, folder: Path, annotator: str) -> None:
        if not _NAME.fullmatch(annotator):
            raise EvalError(f"annotator {annotator!r}: up to 40 letters, digits, - and _ are expected")
        self.annotator = annotator
        self.path = folder / f"judgments-{annotator}.jsonl"
        self._judged = read_judged(self.path) if self.path.exists() else {}

    @property
    def judged(self) -> dict[Pair, Judged]:
        """The last judgment of each pair."""
        return dict(self._judged)

    def add(self, judged: Judged) -> None:
        """Append a judgment; when this returns it is on the disk."""
        line = (judged.model_dump_json() + "\n").encode()
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
        self._judged[judged.pair] = judged


def read_judged(path: Path) -> dict[Pair, Judged]:
    """The last judgment of each pair in a file.

    A last line cut off by a crash, without its line end, is left out: it was never confirmed to the annotator.

    Raises:
        EvalError: any other line that is no judgment.
    """
    text = path.read_text(encoding="utf-8")
    found: dict[Pair, Judged] = {}
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            judged = Judged.model_validate_json(line)
        except ValidationError as error:
            if number == len(lines) and not line.endswith("\n"):
                break
            raise EvalError(f"{path}, line {number}: not a judgment ({error.errors()[0]['msg']})") from error
        found[judged.pair] = judged
    return found


def read_annotators(folder: Path) -> dict[str, dict[Pair, Judged]]:
    """Judgments by annotator of a pool's folder, in order of name.

    Raises:
        EvalError: a damaged file.
    """
    found = {}
    for path in sorted(folder.glob("judgments-*.jsonl")):
        if match := _FILE.fullmatch(path.name):
            found[match["name"]] = read_judged(path)
    return found

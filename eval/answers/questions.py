"""Questions with the entries that answer them (``questions.jsonl`` and ``split.json`` of a collection).

Two further files of the collection hold development questions of one sort: ``several.jsonl``, texts with several
questions or with one that is asked twice, and ``terms.jsonl``, search terms.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError

DEFAULT = Path(__file__).parents[1] / "collections" / "fengqiao-answers"
FURTHER = ("several", "terms")
OUT_OF_SCOPE, NEAR_MISS, MULTI = "outofscope", "nearmiss", "multi"


class AskedQuestion(BaseModel):
    """One question."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: str
    text: str = Field(min_length=1)
    kind: str
    gold: tuple[str, ...]
    """Entries whose rule answers it; empty where no standard answer is the right answer."""
    also: tuple[str, ...] = ()
    """Other entries that would be right too."""

    @property
    def in_scope(self) -> bool:
        """Whether an entry answers it."""
        return bool(self.gold)

    def right(self, entry: str) -> bool:
        """Whether this entry may be the answer."""
        return entry in self.gold or entry in self.also


def load_questions(folder: Path, split: str) -> list[AskedQuestion]:
    """The questions of one side of the split, in the order of the file; ``all`` for both sides, or a further file.

    Raises:
        EvalError: a file is missing, a line cannot be read (named by number), or the split is unknown.
    """
    if split in FURTHER:
        return list(_lines(folder / f"{split}.jsonl"))
    questions = list(_lines(folder / "questions.jsonl"))
    if split == "all":
        return questions
    try:
        sides: dict[str, list[str]] = json.loads((folder / "split.json").read_text("utf-8"))["questions"]
    except (OSError, KeyError, ValueError) as error:
        raise EvalError(f"{folder / 'split.json'} cannot be read: {error}") from error
    if split not in sides:
        raise EvalError(
            f"there is no split {split}; there are {', '.join(sorted(sides))}, all, {' and '.join(FURTHER)}"
        )
    wanted = set(sides[split])
    return [question for question in questions if question.id in wanted]


def _lines(file: Path) -> Iterator[AskedQuestion]:
    if not file.is_file():
        raise EvalError(f"{file.parent}: no collection of questions to the bank here, {file.name} is missing")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            content: Any = json.loads(line)
            yield AskedQuestion.model_validate(content)
        except (ValueError, ValidationError) as error:
            raise EvalError(f"{file}, line {number}: {error}") from error

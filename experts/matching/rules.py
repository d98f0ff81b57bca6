"""The points of matching, from ``experts/data/matching.yaml``."""

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Grade(BaseModel):
    """A grade and the least points for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    least: int


class Rules(BaseModel):
    """Points by what is found, for people and for organisations, and the limits between steps."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    grades: tuple[Grade, ...]
    people: dict[str, int]
    organisations: dict[str, int]
    limits: dict[str, float]

    def grade(self, points: int) -> str:
        """The grade of a sum of points."""
        return next(grade.name for grade in self.grades if points >= grade.least)

    def rank(self, grade: str) -> int:
        """Place of a grade, best first."""
        return [known.name for known in self.grades].index(grade)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The shipped points, checked."""
    text = (files("experts") / "data" / "matching.yaml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.safe_load(text))

"""Guides of mediation work by step (``data/guides.yaml``)."""

import datetime as dt
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpora.vocab.files import check
from office.bank.model import ArticleBasis, Basis, PaperBasis

DATA = files("search_api.knowledge") / "data"
STEPS = ("受理", "披露", "程序", "协议", "司法确认", "反馈")
"""The steps of a mediation, in order."""


class Point(BaseModel):
    """One thing to know, with the one article or paper that it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str = Field(min_length=4)
    law: str = ""
    article: int = 0
    version: dt.date | None = None
    policy: str = ""
    section: str = ""
    keywords: tuple[str, ...] = Field(min_length=1)

    @property
    def basis(self) -> Basis:
        """What it rests on."""
        if self.policy:
            return PaperBasis(policy=self.policy, section=self.section, keywords=self.keywords)
        return ArticleBasis.model_validate(
            {"law": self.law, "article": self.article, "version": self.version, "keywords": self.keywords}
        )


class Guide(BaseModel):
    """The guide of one step."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    step: str
    title: str
    points: tuple[Point, ...] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    checked: dt.date
    guides: tuple[Guide, ...]


def checked() -> dt.date:
    """The day on which the guides were last compared with the articles."""
    return _file().checked


def guides() -> tuple[Guide, ...]:
    """All guides in the order of the steps."""
    return _file().guides


@lru_cache(maxsize=1)
def _file() -> _File:
    text = (DATA / "guides.yaml").read_text(encoding="utf-8")
    return check("guides.yaml", text, TypeAdapter(_File))

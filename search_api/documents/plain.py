"""Plain words for the page that is shown to the parties (``data/plain.yaml``)."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Gloss(BaseModel):
    """A legal term in everyday words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    term: str
    plain: str
    basis: str = ""
    """Rule that it rests on; empty where it only says the same in other words."""


class PlainWords(BaseModel):
    """All plain words."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kinds: dict[str, str]
    outcomes: dict[str, str]
    glossary: tuple[Gloss, ...]


@cache
def plain_words() -> PlainWords:
    """The shipped words.

    Raises:
        pydantic.ValidationError: the file does not have its shape.
    """
    return PlainWords.model_validate(
        yaml.safe_load((files("search_api.documents") / "data" / "plain.yaml").read_text("utf-8"))
    )

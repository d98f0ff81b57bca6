"""Closed vocabularies of the roster: codes, what people are shown, and other ways of writing them."""

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Term(BaseModel):
    """One value of a vocabulary."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    label: str
    also: tuple[str, ...] = ()
    mediator: bool = False
    """Of roles: whether who has it mediates (the others advise, evaluate or assess)."""


class Vocabulary(BaseModel):
    """All of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    roles: tuple[Term, ...]
    person_states: tuple[Term, ...]
    organisation_states: tuple[Term, ...]
    modes: tuple[Term, ...]
    procedures: tuple[Term, ...]
    genders: tuple[Term, ...]
    age_bands: tuple[Term, ...]
    weekdays: tuple[Term, ...]
    halves: tuple[Term, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped vocabularies, checked."""
    text = (files("experts") / "data" / "vocabulary.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=1)
def mediator_roles() -> frozenset[str]:
    """Codes of the roles that mediate."""
    return frozenset(term.code for term in vocabulary().roles if term.mediator)


@lru_cache(maxsize=16)
def _written(name: str) -> dict[str, str]:
    terms: tuple[Term, ...] = getattr(vocabulary(), name)
    return {way: term.code for term in terms for way in (term.code, term.label, *term.also)}


def code_of(name: str, written: str) -> str | None:
    """The code that a table means, or ``None`` where the vocabulary ``name`` has no such value."""
    return _written(name).get(written)


@lru_cache(maxsize=16)
def labels(name: str) -> dict[str, str]:
    """Label by code of the vocabulary ``name``, in its order."""
    terms: tuple[Term, ...] = getattr(vocabulary(), name)
    return {term.code: term.label for term in terms}

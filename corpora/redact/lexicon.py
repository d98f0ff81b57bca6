"""Surnames, role words and the words around names, from ``lexicon.yaml``."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from corpora.redact.found import Group, Sensitive


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    surnames: str
    doubtful: str
    compound: list[str]
    roles: dict[str, list[str]]
    function: str
    follows: list[str]
    not_names: list[str]
    not_begin: list[str]
    not_given: list[str]
    endings: list[str]
    human: list[str]
    acts: list[str]
    deals: list[str]
    leads: list[str]
    person_notes: list[str]
    groups: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the recogniser of people knows about the language."""

    single: frozenset[str]
    doubtful: frozenset[str]
    """Surnames that are everyday words as well; believed only where a party is set out."""
    compound: frozenset[str]
    roles: dict[str, str]
    """Role word to the kind of person it introduces."""
    roles_longest_first: tuple[str, ...]
    function: frozenset[str]
    """Characters that begin the words after a name, so that they do not count to it in running text."""
    follows: re.Pattern[str]
    not_names: frozenset[str]
    not_begin: frozenset[str]
    """Pairs of characters with which no name begins."""
    not_given: frozenset[str]
    endings: tuple[str, ...]
    """Endings of organisations."""
    human: frozenset[str]
    """Roles that no organisation has."""
    acts: re.Pattern[str]
    """What a person does in a clause that a name opens."""
    deals: frozenset[str]
    """What people do with others, straight before a name."""
    leads: frozenset[str]
    """Words besides roles after which a name may begin where its end is known."""
    person_notes: frozenset[str]
    """What is said in brackets of people only."""
    groups: dict[str, Group]
    """Role word to the group of people that policies tell apart."""


@cache
def lexicon() -> Lexicon:
    """The lexicon.

    Raises:
        pydantic.ValidationError: the file does not have its shape.
        ValueError: a role stands under an unknown kind or group.
    """
    data = _File.model_validate(yaml.safe_load((files(__package__) / "lexicon.yaml").read_text("utf-8")))
    roles = {word: Sensitive(kind).value for kind, words in data.roles.items() for word in words}
    return Lexicon(
        single=frozenset("".join(data.surnames.split()) + "".join(data.doubtful.split())),
        doubtful=frozenset("".join(data.doubtful.split())),
        compound=frozenset(data.compound),
        roles=roles,
        roles_longest_first=tuple(sorted(roles, key=len, reverse=True)),
        function=frozenset("".join(data.function.split())),
        follows=_any_of(data.follows),
        not_names=frozenset(data.not_names),
        not_begin=frozenset(data.not_begin),
        not_given=frozenset(data.not_given),
        endings=tuple(data.endings),
        human=frozenset(data.human),
        acts=_any_of(data.acts),
        deals=frozenset(data.deals),
        leads=frozenset(data.leads),
        person_notes=frozenset(data.person_notes),
        groups={word: Group(group) for group, words in data.groups.items() for word in words},
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

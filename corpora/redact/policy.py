"""Policies: which operator each kind of finding gets; data files in ``policies/``."""

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from corpora.redact.found import Found, Group, Sensitive
from corpora.redact.lexicon import lexicon


class Operation(BaseModel):
    """What happens to one kind of finding.

    ``keep``; ``replace`` by a text; ``mask`` characters; ``pseudonym`` (people); generalise: ``district`` (addresses),
    ``year`` (dates), ``category`` (organisations: 某证券公司).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    operator: Literal["keep", "replace", "mask", "pseudonym", "district", "year", "category"]
    text: str = ""
    """For ``replace``: what stands instead."""
    first: int = Field(default=0, ge=0)
    """For ``mask``: characters left at the beginning."""
    last: int = Field(default=0, ge=0)
    """For ``mask``: characters left at the end."""
    char: str = Field(default="*", min_length=1, max_length=1)


class Policy(BaseModel):
    """A named set of operations, one for every kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    description: str
    basis: str = ""
    """The rule that the policy follows (法释 …), as far as it follows one."""
    basis_checked: bool = False
    """Whether the rule was read in the texts at hand; where it was not, the policy is to be checked before it is used."""
    kinds: dict[Sensitive, Operation]
    people: dict[Group, Operation] = {}
    """Operations for people (``person``) of a group that differ from that of the kind."""

    def operation(self, found: Found) -> Operation:
        """What happens to a finding: by the group of its role, else by its kind."""
        if found.kind is Sensitive.PERSON and self.people:
            group = lexicon().groups.get(found.role, Group.OTHER)
            return self.people.get(group, self.kinds[found.kind])
        return self.kinds[found.kind]

    def model_post_init(self, _context: object) -> None:
        """Refuse a policy that forgets a kind.

        Raises:
            ValueError: a kind has no operation.
        """
        missing = [kind.value for kind in Sensitive if kind not in self.kinds]
        if missing:
            raise ValueError(f"policy {self.name} says nothing of {', '.join(missing)}")


def policy_names() -> tuple[str, ...]:
    """Names of the policies that exist."""
    names = (entry.name for entry in (files(__package__) / "policies").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def load_policy(name: str) -> Policy:
    """A policy by name.

    Raises:
        ValueError: no such policy; the sentence lists those that exist.
    """
    if name not in policy_names():
        raise ValueError(f"没有名为 {name} 的脱敏规则；可用的有：{'、'.join(policy_names())}")
    text = (files(__package__) / "policies" / f"{name}.yaml").read_text("utf-8")
    return Policy.model_validate(yaml.safe_load(text))

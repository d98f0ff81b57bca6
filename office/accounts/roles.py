"""The roles that an account can have."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Role:
    """A role (角色).

    Attributes:
        name: As in data and on the command line.
        label: Chinese name.
        does: What its holders do, in a few English words.
    """

    name: str
    label: str
    does: str


@cache
def roles() -> tuple[Role, ...]:
    """Every role, in order."""
    rows = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text("utf-8"))
    return tuple(Role(**row) for row in rows)


def role_names() -> frozenset[str]:
    """Their names."""
    return frozenset(role.name for role in roles())

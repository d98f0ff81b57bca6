"""The permission matrix (权限表) as data: which role may use which route."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints
from starlette.routing import compile_path

from office.accounts.roles import role_names

FILE = Path(__file__).parent / "policy.yaml"
_Key = Annotated[str, StringConstraints(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")]
_Action = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    allow: Literal["open"] | str | list[str]
    audit: _Action | None = None
    object: str = ""
    id: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    groups: dict[str, list[str]]
    routes: dict[_Key, _Row]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the matrix.

    Attributes:
        method: HTTP method.
        path: Path template, as the route has it.
        roles: Who may use it; every role when it is open.
        is_open: Whether no account is needed.
        action: Action for the audit trail; empty for none.
        object_kind: Kind of the object that the action is about.
        object_parameter: Path parameter with the object's id.
        pattern: Matches a path and names its parameters.
    """

    method: str
    path: str
    roles: frozenset[str]
    is_open: bool
    action: str
    object_kind: str
    object_parameter: str
    pattern: re.Pattern[str]


class Policy:
    """The whole matrix."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        # As routes are told apart: what is written out comes before what a parameter stands for.
        self._by_method: dict[str, list[Rule]] = {}
        for rule in sorted(rules, key=lambda r: [part.startswith("{") for part in r.path.split("/")]):
            self._by_method.setdefault(rule.method, []).append(rule)

    def find(self, method: str, path: str) -> tuple[Rule, dict[str, str]] | None:
        """The row for a request with its path parameters; ``None`` when there is none, which means: refused."""
        for rule in self._by_method.get("GET" if method == "HEAD" else method, ()):
            if found := rule.pattern.match(path):
                return rule, found.groupdict()
        return None


@cache
def policy() -> Policy:
    """The matrix of this program.

    Raises:
        ValueError: the file breaks its schema or names an unknown role or group.
    """
    return read(FILE.read_text("utf-8"))


def read(text: str) -> Policy:
    """A matrix from YAML.

    Raises:
        ValueError: it breaks its schema or names an unknown role or group.
    """
    raw = _File.model_validate(yaml.safe_load(text))
    known = role_names()
    for name, members in raw.groups.items():
        if unknown := set(members) - known:
            raise ValueError(f"group {name}: there is no role {', '.join(sorted(unknown))}")
    rules = []
    for key, row in raw.routes.items():
        method, _, path = key.partition(" ")
        roles = _roles(key, row.allow, raw.groups, known)
        if row.id and f"{{{row.id}}}" not in path:
            raise ValueError(f"{key}: the path has no parameter {row.id}")
        rules.append(
            Rule(
                method, path, roles, row.allow == "open", row.audit or "", row.object, row.id,
                compile_path(path)[0],
            )
        )  # fmt: skip
    return Policy(tuple(rules))


def _roles(
    key: str, allow: str | list[str], groups: dict[str, list[str]], known: frozenset[str]
) -> frozenset[str]:
    if allow == "open":
        return known
    if isinstance(allow, str):
        if allow not in groups:
            raise ValueError(f"{key}: there is no group {allow}")
        return frozenset(groups[allow])
    if unknown := set(allow) - known:
        raise ValueError(f"{key}: there is no role {', '.join(sorted(unknown))}")
    return frozenset(allow)

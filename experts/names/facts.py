"""Facts about names: who was called what, who stands above whom, and attributes of the two sides."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RELATIONS = ("former", "short_name", "parent", "branch", "controller", "manager")
"""What a line may say of an entity; the value is another name."""


class FactError(ValueError):
    """A line of facts that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation: ``entity`` has ``other`` as its former name, short name, parent, branch, controller or manager."""

    entity: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the names."""

    relations: tuple[Fact, ...] = ()
    a: Mapping[str, str] = field(default_factory=dict)
    b: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Mapping[str, Any]], place: str = "facts") -> "Facts":
        """From lines such as ``{"entity": …, "parent": …}`` and ``{"side": "a", "birth": …}``.

        Args:
            lines: One mapping a line; a line may hold several relations or attributes.
            place: What to call the lines in errors.

        Raises:
            FactError: a line is neither, or holds what is no name.
        """
        relations: list[Fact] = []
        sides: dict[str, dict[str, str]] = {"a": {}, "b": {}}
        for number, line in enumerate(lines, 1):
            where = f"{place}, line {number}"
            rest = {k: v for k, v in line.items() if k not in ("entity", "side")}
            if not rest or ("entity" in line) == ("side" in line):
                raise FactError(f'{where}: a line has "entity" or "side", and what is known of it')
            if any(not isinstance(v, str | int) or not str(v).strip() for v in line.values()):
                raise FactError(f"{where}: every value is a text")
            if "side" in line:
                if line["side"] not in sides:
                    raise FactError(f'{where}: the side is "a" or "b"')
                sides[line["side"]] |= {k: str(v) for k, v in rest.items()}
                continue
            if unknown := sorted(rest.keys() - set(RELATIONS)):
                raise FactError(f"{where}: {unknown[0]!r} is no relation; known are {', '.join(RELATIONS)}")
            relations += [Fact(str(line["entity"]), k, str(v)) for k, v in rest.items()]
        return cls(tuple(relations), sides["a"], sides["b"])


def read_facts(path: Path) -> Facts:
    """The facts of a JSON lines file.

    Raises:
        FactError: a line is not JSON or not a fact; the message names file and line.
        OSError: the file cannot be read.
    """
    lines = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except json.JSONDecodeError as error:
            raise FactError(f"{path}, line {number}: not JSON: {error.msg}") from error
        if not isinstance(line, dict):
            raise FactError(f"{path}, line {number}: not a JSON object")
        lines.append(line)
    return Facts.of(lines, str(path))

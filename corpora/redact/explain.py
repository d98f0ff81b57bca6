"""Why each place was replaced: the recogniser, its rule in a sentence, and what the policy says."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from corpora.redact.found import Redaction, Sensitive
from corpora.redact.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Explanation:
    """One replacement explained; nothing of the original text is in it."""

    start: int
    end: int
    """Code points of the input."""
    kind: str
    replacement: str
    recogniser: str
    rule: str
    """What the recogniser goes by, in Chinese."""
    role: str
    """The word that introduced a person; empty for others."""
    operator: str
    """What the policy has done: replace, mask, pseudonym, district, year, category."""


def explain(redaction: Redaction) -> Iterator[Explanation]:
    """An explanation of every replacement, in order."""
    for item in redaction.replacements:
        role = item.role if item.kind != Sensitive.ORGANISATION and item.role in _known_roles() else ""
        yield Explanation(
            item.start,
            item.end,
            item.kind,
            item.replacement,
            item.recogniser,
            rules()[item.recogniser],
            role,
            item.operator,
        )


@cache
def rules() -> dict[str, str]:
    """Recogniser to its rule.

    Raises:
        pydantic.ValidationError: the file does not have its shape.
    """
    data = yaml.safe_load((files(__package__) / "rules.yaml").read_text("utf-8"))
    return TypeAdapter(dict[str, str]).validate_python(data, strict=True)


@cache
def _known_roles() -> frozenset[str]:
    return frozenset(lexicon().roles) | {"标题"}

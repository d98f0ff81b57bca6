"""Names of filter fields and of their values, in Chinese and English (``data/fields.yaml``)."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from indexer.engine.filters import FILTER_FIELDS


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The vocabulary of fields: every name a user may type and the label a user is shown."""

    by_alias: dict[str, str]
    labels: dict[str, str]
    values: dict[str, dict[str, str]]
    """field → name as typed (lower case) → stored value; only for closed vocabularies."""
    value_labels: dict[str, dict[str, str]]
    sections: dict[str, str]
    """Section role → Chinese name."""

    def field(self, name: str) -> str | None:
        """The filter field that a typed name means, or ``None``."""
        return self.by_alias.get(name.strip().lower())

    def value(self, field: str, name: str) -> str | None:
        """The stored value that a typed name means; ``None`` when a closed vocabulary lacks it."""
        known = self.values.get(field)
        return name.strip() if known is None else known.get(name.strip().lower())

    def value_label(self, field: str, value: str) -> str:
        """What people are shown for a stored value."""
        return self.value_labels.get(field, {}).get(value, value)

    def section(self, role: str) -> str:
        """What people are shown for a section role."""
        return self.sections.get(role, "正文")


@cache
def field_names() -> FieldNames:
    """The shipped vocabulary.

    Raises:
        ValueError: the data file names a field that no engine knows.
    """
    raw: dict[str, Any] = yaml.safe_load(
        (resources.files("search_api.retrieval") / "data" / "fields.yaml").read_text("utf-8")
    )
    unknown = set(raw["fields"]) - set(FILTER_FIELDS)
    if unknown:
        raise ValueError(f"fields.yaml: not a filter field: {', '.join(sorted(unknown))}")
    aliases: dict[str, str] = {}
    for field, names in raw["fields"].items():
        for name in (field, *names):
            if aliases.setdefault(name.lower(), field) != field:
                raise ValueError(f"fields.yaml: {name} names two fields")
    values: dict[str, dict[str, str]] = {}
    value_labels: dict[str, dict[str, str]] = {}
    for field, entries in raw["values"].items():
        value_labels[field] = {value: names[0] for value, names in entries.items()}
        known: dict[str, str] = {}
        for value, names in entries.items():
            for name in (value, *names):
                known.setdefault(str(name).lower(), value)
        values[field] = known
    return FieldNames(
        aliases, {f: n[0] for f, n in raw["fields"].items()}, values, value_labels, raw["sections"]
    )

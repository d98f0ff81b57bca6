"""The one catalogue of interface texts."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _catalogue() -> dict[str, Any]:
    text = (Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def t(key: str, **values: object) -> str:
    """The text under a dotted key, with its places filled.

    Raises:
        KeyError: the catalogue has no such text, or a section of that name.
    """
    node: Any = _catalogue()
    for part in key.split("."):
        node = node[part]
    if isinstance(node, dict):
        raise KeyError(f"{key} is a section of the texts")
    return str(node).format(**values) if values else str(node)

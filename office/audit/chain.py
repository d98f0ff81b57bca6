"""How entries are hashed: SHA-256 over the canonical JSON of an entry and the hash before it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from office.audit.models import AuditEntry

GENESIS = "0" * 64
"""The hash before the first entry."""

COLUMNS = (
    "seq", "at", "who", "role", "organisation", "action", "object_kind", "object_id", "reason", "detail", "previous",
)  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with keys in order and no blanks, so that equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def as_mapping(entry: AuditEntry) -> dict[str, Any]:
    """An entry as plain values, its hash last; the moment in ISO form with microseconds."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    values["at"] = entry.at.isoformat(timespec="microseconds")
    return values | {"hash": entry.hash}


def entry_hash(values: Mapping[str, Any]) -> str:
    """Hash of an entry given as by :func:`as_mapping`; its own ``hash`` plays no part."""
    return hashlib.sha256(canonical([values[name] for name in COLUMNS]).encode()).hexdigest()

"""Which rules redacted a text: two programs with the same fingerprint redact alike."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_RULES = (".py", ".yaml")


@cache
def rules_fingerprint() -> str:
    """A hash of the code and the data of this package, 16 hexadecimal digits; any change of them changes it."""
    digest = hashlib.sha256()
    for file in _files(files("corpora.redact")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(_RULES):
            yield entry

"""Tokens as Elasticsearch's ``whitespace`` analyzer keeps them: one in, the same one out."""

from collections.abc import Sequence
from hashlib import sha256

from indexer.engine.joined import Joined

LONGEST = 120
"""Characters; the analyzer cuts tokens at 255 UTF-16 units, two for a character outside the first plane."""
EMPTY = "\ue000"
"""Stands alone in a field without tokens. Lucene counts only documents that have the field when it weighs a
term; with this every document has every text field, as in the embedded engine."""


def term(token: str) -> str:
    """A token as it is indexed and looked up."""
    if len(token) <= LONGEST and token.isprintable() and token != EMPTY and " " not in token:
        return token
    made = "\u2423".join(token.split()).replace(EMPTY, "\ue001")
    made = "".join(c if c.isprintable() or not c.isspace() else "\u2423" for c in made)
    return made if len(made) <= LONGEST else made[:40] + "\u2026" + sha256(made.encode()).hexdigest()


def text(tokens: Sequence[str]) -> str:
    """The tokens of a field, apart by spaces, positions by order."""
    parts = tokens.text.split() if isinstance(tokens, Joined) else tokens
    return " ".join([term(token) for token in parts]) or EMPTY

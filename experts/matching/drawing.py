"""Order by lot: fair, recorded by its seed, and the same on every machine."""

import hashlib
import secrets
from collections.abc import Iterable

from experts.matching.results import Candidate
from experts.matching.rules import rules


def new_seed() -> str:
    """A seed that nobody chose."""
    return secrets.token_hex(16)


def lot(seed: str, id: str) -> str:
    """The lot that an id draws under a seed: SHA-256 over both, so that anyone can draw it again."""
    return hashlib.sha256(f"{seed}:{id}".encode()).hexdigest()


def drawn(candidates: Iterable[Candidate], seed: str) -> list[Candidate]:
    """By grade, best first, and within a grade by lot; points within a grade do not count."""
    return sorted(candidates, key=lambda c: (rules().rank(c.grade), lot(seed, c.id)))

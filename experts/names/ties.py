"""What ties two names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two names."""

    relation: str
    why: str
    """Chinese, for the officer."""
    kind: str
    """``identity`` (one entity), ``branch`` (one legal person) or ``group`` (likely one group, from the names)."""
    lower: str = ""
    """For a group: which side (a, b) depends on the other; empty for neither."""

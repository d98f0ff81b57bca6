"""What stood in a text before it was redacted, to be kept apart from it and given back only to who has the right.

The value is plain: whoever stores it encrypts it (the office layer) and decides who may have it. Its ``repr`` tells
counts only, so that it does not reach a log by accident.
"""

import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.redact.found import Redaction


class OriginalsError(ValueError):
    """The originals do not belong to the text, or cannot be read."""


class Original(BaseModel):
    """One replaced place: code points of the redacted text, and what stood there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: str
    text: str

    def __repr__(self) -> str:
        """Without the text."""
        return f"Original(start={self.start}, end={self.end}, kind={self.kind!r})"

    __str__ = __repr__


class Originals(BaseModel):
    """Everything that a redaction took out of one text, bound to the redacted text by its hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    policy: str
    sha256: str
    """Of the redacted text in UTF-8."""
    places: tuple[Original, ...]
    pseudonyms: dict[str, str] = {}
    """Name to pseudonym, for the other documents of a series."""

    def __repr__(self) -> str:
        """Counts only."""
        return (
            f"Originals(policy={self.policy!r}, places={len(self.places)}, pseudonyms={len(self.pseudonyms)})"
        )

    __str__ = __repr__

    def to_bytes(self) -> bytes:
        """For storage; not encrypted."""
        return self.model_dump_json().encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Originals":
        """As stored by :meth:`to_bytes`.

        Raises:
            OriginalsError: these are not stored originals.
        """
        try:
            return cls.model_validate_json(stored)
        except ValidationError as error:
            raise OriginalsError("these are not the stored originals of a redacted text") from error


def originals_of(
    text: str, redaction: Redaction, policy: str, pseudonyms: dict[str, str] | None = None
) -> Originals:
    """What must be kept apart to undo a redaction.

    Args:
        text: The text before.
        redaction: What :func:`corpora.redact.redact` made of it.
        policy: Name of the policy.
        pseudonyms: The mapping of the series, where there is one.
    """
    places = []
    moved = 0
    for item in redaction.replacements:
        start = item.start + moved
        places.append(
            Original(
                start=start,
                end=start + len(item.replacement),
                kind=item.kind,
                text=text[item.start : item.end],
            )
        )
        moved += len(item.replacement) - (item.end - item.start)
    return Originals(
        policy=policy, sha256=_hash(redaction.text), places=tuple(places), pseudonyms=dict(pseudonyms or {})
    )


def restore(redacted: str, originals: Originals) -> str:
    """The text as it was.

    Raises:
        OriginalsError: the redacted text was changed, or the originals are those of another.
    """
    if _hash(redacted) != originals.sha256:
        raise OriginalsError("the redacted text was changed, or these are the originals of another text")
    pieces, position = [], 0
    for place in originals.places:
        pieces += [redacted[position : place.start], place.text]
        position = place.end
    return "".join([*pieces, redacted[position:]])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

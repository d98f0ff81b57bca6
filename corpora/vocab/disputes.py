"""Types of financial disputes in two levels, for classifying and filtering."""

from functools import lru_cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpora.vocab.files import VocabularyError, load_entries


class DisputeType(BaseModel):
    """A type of dispute (second level) within a trade (first level)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    l1: str
    label: str
    strong: tuple[str, ...]
    """Words that decide on their own."""
    terms: tuple[str, ...]
    """Words that only hint."""
    causes: tuple[str, ...] = ()


class DisputeTypes:
    """All types by code."""

    def __init__(self, types: tuple[DisputeType, ...]) -> None:
        self._types = types
        self._by_code = {t.code: t for t in types}
        if len(self._by_code) != len(types):
            raise VocabularyError("dispute_types.yaml: a code occurs twice")

    def all(self) -> tuple[DisputeType, ...]:
        """All types in the order of the file."""
        return self._types

    def get(self, code: str) -> DisputeType | None:
        """The type of a code such as ``L01``."""
        return self._by_code.get(code)


@lru_cache(maxsize=1)
def dispute_types() -> DisputeTypes:
    """The vocabulary of dispute types."""
    return DisputeTypes(load_entries("dispute_types.yaml", TypeAdapter(tuple[DisputeType, ...])))

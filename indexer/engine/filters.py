"""The filter grammar that every engine understands.

A filter is a tree of :class:`Eq`, :class:`In`, :class:`Range`, :class:`And`, :class:`Or` and :class:`Not`
over the fields in :data:`FILTER_FIELDS`. Filters never change scores or order.
"""

from dataclasses import dataclass

KEYWORD_FIELDS = (
    "id",
    "kind",
    "access",
    "owner",
    "court",
    "court_level",
    "region",
    "procedure",
    "document_type",
    "cause",
    "dispute_type",
    "outcome",
    "statute",
    "law",
    "tier",
    "party",
    "organisation",
    "identifier",
    "group",
    "channel",
    "method",
    "fictional",
    "effective",
)
"""Exact-match fields; several hold more than one value a document."""

NUMERIC_FIELDS = ("year", "date", "amount")
"""``year``; ``date`` as the integer YYYYMMDD; ``amount`` as the largest sum in whole yuan."""

FILTER_FIELDS = KEYWORD_FIELDS + NUMERIC_FIELDS

FACET_FIELDS = (
    "kind",
    "court",
    "court_level",
    "region",
    "procedure",
    "document_type",
    "cause",
    "dispute_type",
    "outcome",
    "law",
    "year",
    "organisation",
    "tier",
)


class FilterError(ValueError):
    """A filter that names an unknown field or a value of the wrong form; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Eq:
    """``field`` holds exactly ``value``."""

    field: str
    value: str | int


@dataclass(frozen=True, slots=True)
class In:
    """``field`` holds one of ``values``; an empty tuple matches nothing."""

    field: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """``low <= field <= high`` on a numeric field; ``None`` is open."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of ``parts``; an empty tuple matches everything."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of ``parts``; an empty tuple matches nothing."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that ``part`` does not match, those without the field among them."""

    part: "Filter"


Filter = Eq | In | Range | And | Or | Not

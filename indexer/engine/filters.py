"""The filter grammar that every engine understands.

A filter is a tree of :class:`Eq`, :class:`In`, :class:`Range`, :class:`And`, :class:`Or` and :class:`Not`
over the fields in :data:`FILTER_FIELDS`. Filters never change scores or order.
"""

from dataclasses import dataclass

from corpora.model import AccessLevel
from indexer.viewer import Viewer

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

REDACTED = Eq("access", AccessLevel.REDACTED.value)
"""Redacted twins of restricted records."""


def visible(viewer: Viewer) -> Filter:
    """What a viewer may learn of: of a restricted record and its redacted twin one at most, as
    :meth:`indexer.viewer.Viewer.may_see` says of a document."""
    if viewer.sees_everything:
        return Not(REDACTED)
    parts: list[Filter] = [Eq("access", AccessLevel.PUBLIC.value)]
    own = Eq("owner", viewer.organisation)
    if viewer.organisation:
        parts.append(And((own, Not(REDACTED))))
    if viewer.reads_redacted:
        parts.append(And((REDACTED, Not(own))) if viewer.organisation else REDACTED)
    return Or(tuple(parts))


def asked(filter: Filter) -> Filter:
    """A filter from outside: it does not tell by whom a redacted twin is owned."""
    match filter:
        case Eq("owner", _) | In("owner", _):
            return And((filter, Not(REDACTED)))
        case And(parts):
            return And(tuple(map(asked, parts)))
        case Or(parts):
            return Or(tuple(map(asked, parts)))
        case Not(part):
            return Not(asked(part))
        case _:
            return filter

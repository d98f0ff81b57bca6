"""What the library says."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """A cut of one section, ``[start, end)`` in code points of the document's text."""

    id: int
    """Given by the library, never reused."""
    document_id: str
    section: int
    """Index into the document's sections; -1 for text outside of all sections."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PutResult:
    """How many documents were new, changed, or already there as they are."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    changed_ids: tuple[str, ...] = ()
    """Ids of the added and updated ones."""
    sequence: int = 0
    """Number of this change in the list of pending changes; 0 when nothing changed."""
    passages: Mapping[str, range] = field(default_factory=dict)
    """Passage ids of each changed document."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds for a viewer."""

    total: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    newest: dt.date | None = None
    law_checked: str = ""
    """ISO date to which the law was checked (see :meth:`Library.holdings`); empty when unknown."""
    gists: int = 0
    """How many of the statutes are gists of articles whose official text is not here."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What was known of a source file when it was last read."""

    path: str
    size: int
    mtime_ns: int
    digest: str = ""
    records: int = 0
    """Records read so far; the place to resume from when not ``done``."""
    done: bool = True
    reading: str = ""
    """Names this reading of the file: the same bytes under the same options have the same name."""
    faulty: bool = False
    """Whether something in it could not be read."""

"""Versions of an article that the library holds, and the one of a day."""

import datetime as dt
from collections.abc import Sequence

from corpora.model import Document
from search_api.frozen import Frozen


class Version(Frozen):
    """A version of an article."""

    document_id: str
    """Its id in the library."""
    date: str
    """ISO date of the version; empty when unknown."""
    gist: bool
    """Whether it is a gist (要点，非条文原文)."""


def version_on(versions: Sequence[Document], day: dt.date | None) -> Document | None:
    """The version to read with a document of a day.

    Args:
        versions: As :func:`search_api.retrieval.rules.versions`.
        day: ``None`` for the newest.

    Returns:
        The newest official text that is not of after that day; where there is none, the earliest after it; where
        there is no official text, the gist; ``None`` where nothing is held. The date of a version is that of its
        publication: the text in force may be the one before, when a new version was published but not yet in force.
    """
    official = [version for version in versions if not version.is_gist]
    if not official:
        return versions[0] if versions else None
    if day is None:
        return official[0]
    before = (version for version in official if version.date is None or version.date <= day)
    return next(before, official[-1])

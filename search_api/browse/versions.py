"""Versions of an article that the library holds, and the one of a day."""

import datetime as dt
from collections.abc import Sequence

from corpora.model import Document, Kind
from indexer.viewer import Viewer
from search_api.frozen import Frozen
from search_api.retrieval.context import Context


class Version(Frozen):
    """A version of an article."""

    document_id: str
    """Its id in the library."""
    date: str
    """ISO date of the version; empty when unknown."""
    gist: bool
    """Whether it is a gist (要点，非条文原文)."""


def newest_first(context: Context, key: str, viewer: Viewer) -> list[Document]:
    """What the library holds of ``law#article``: official texts before a gist, of these the newest version first."""
    held = context.documents(context.workspace.library.resolve(key, viewer), viewer).values()
    articles = [document for document in held if document.kind is Kind.STATUTE]
    return sorted(articles, key=lambda d: (not d.is_gist, d.date or dt.date.min, d.id), reverse=True)


def version_on(versions: Sequence[Document], day: dt.date | None) -> Document | None:
    """The version to read with a document of a day.

    Args:
        versions: As :func:`newest_first`.
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

"""Entries to look at again because a law that they cite changed."""

from collections.abc import Iterator

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from corpora.vocab import gists
from indexer.viewer import PUBLIC
from office.answers.current import bank_of
from office.answers.verified import Texts
from office.bank import ArticleBasis, Entry


class AffectedEntry(BaseModel):
    """An entry with the citation that has to be looked at."""

    entry_id: str = Field(description="Id of the entry.")
    question: str = Field(description="Its question.")
    article: str = Field(description="The article, for people.")
    key: str = Field(description="law#article.")
    cited: str = Field(description="ISO date of the version that the entry was checked against.")
    newer: str = Field(default="", description="ISO date of the newer version that the library holds.")


def citing(session: Session, law: str, article: int | None = None) -> list[AffectedEntry]:
    """Published entries that cite a law, or one article of it.

    Args:
        law: Full name without 《》.
    """
    return [
        _row(entry, basis)
        for entry, basis in _citations(session)
        if basis.full_law == law and article in (None, basis.article)
    ]


def outdated(session: Session, library: Texts) -> list[AffectedEntry]:
    """Published entries that cite an article of which the library holds a newer official text."""
    found = []
    for entry, basis in _citations(session):
        documents = library.documents(library.resolve(basis.key, PUBLIC), PUBLIC).values()
        gist = gists().get(basis.key)
        dates = [
            document.date
            for document in documents
            if document.date and not document.is_gist and not (gist and gist.sums_up(document.text))
        ]
        if dates and max(dates) > basis.version:
            found.append(_row(entry, basis).model_copy(update={"newer": max(dates).isoformat()}))
    return found


def _citations(session: Session) -> Iterator[tuple[Entry, ArticleBasis]]:
    for entry in bank_of(session).entries:
        for basis in entry.articles:
            yield entry, basis


def _row(entry: Entry, basis: ArticleBasis) -> AffectedEntry:
    return AffectedEntry(
        entry_id=entry.id,
        question=entry.question,
        article=basis.label,
        key=basis.key,
        cited=basis.version.isoformat(),
    )

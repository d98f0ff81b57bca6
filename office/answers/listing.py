"""Entries with version and state, for lists."""

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from office.answers.models import AnswerVersion
from office.bank import State, shipped


class ListedEntry(BaseModel):
    """One entry in its newest version."""

    id: str = Field(description="Id of the entry.")
    version: int = Field(description="Its newest version; 1 for the shipped one.")
    state: State = Field(description="draft, reviewed, published or withdrawn.")
    question: str = Field(description="Its question.")
    short_answer: str = Field(description="Its short answer.")
    dispute_types: list[str] = Field(description="Codes of 纠纷类型.")
    author: str = Field(description="Who wrote it.")
    reviewer: str = Field(description="Who reviewed it; empty when nobody has.")
    checked: str = Field(description="ISO day on which it was compared with the articles.")


def listing(session: Session) -> list[ListedEntry]:
    """Every entry in its newest version, ordered by id."""
    found = {
        entry.id: ListedEntry(
            id=entry.id,
            version=1,
            state=entry.state,
            question=entry.question,
            short_answer=entry.short_answer,
            dispute_types=list(entry.dispute_types),
            author=entry.author,
            reviewer=entry.reviewer,
            checked=entry.checked.isoformat(),
        )
        for entry in shipped()
    }
    for row in session.scalars(select(AnswerVersion).order_by(AnswerVersion.entry_id, AnswerVersion.version)):
        content = row.content
        found[row.entry_id] = ListedEntry(
            id=row.entry_id,
            version=row.version,
            state=row.state,
            question=content["question"],
            short_answer=content["short_answer"],
            dispute_types=content["dispute_types"],
            author=row.author,
            reviewer=row.reviewer,
            checked=content["checked"],
        )
    return [found[id] for id in sorted(found)]

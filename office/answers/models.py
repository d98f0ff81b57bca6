"""Tables of the standard answers."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.bank import State
from office.base import Base, Moment


class AnswerVersion(Base):
    """One version of a standard answer (标准问答); version 1 of a shipped entry is the shipped file and has no row."""

    __tablename__ = "answer_versions"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int]
    state: Mapped[State] = mapped_column(String(20), index=True)
    """draft 草稿, reviewed 已审, published 已发布, withdrawn 已撤回."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The entry as :class:`office.bank.Entry` takes it; its state is that of this row, its reviewer a lawyer."""
    author: Mapped[str] = mapped_column(String(200))
    reviewer: Mapped[str] = mapped_column(String(200))
    publisher: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    """Why it was changed or withdrawn."""
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)


class AnswerRecord(Base):
    """What was answered: enough to say later which versions were shown."""

    __tablename__ = "answer_records"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    asked_by: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    """Redacted."""
    day: Mapped[str] = mapped_column(String(10))
    """ISO day that the rules were looked at for."""
    answered: Mapped[bool]
    shown: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """``{entry_id, version, confidence}`` of every part."""


class UnansweredQuestion(Base):
    """A question without a standard answer, redacted, for editors and consults."""

    __tablename__ = "unanswered_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("answer_records.id", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    question: Mapped[str] = mapped_column(Text)
    nearest: Mapped[str] = mapped_column(String(20))
    """The entry that came nearest; empty where none was near."""
    dispute_type: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), index=True)
    """open 待处理, answered 已补答案, consult 已转咨询, dismissed 不处理."""
    handled_by: Mapped[str] = mapped_column(String(200))
    handled: Mapped[dt.datetime | None] = mapped_column(Moment)
    handled_as: Mapped[str] = mapped_column(String(100))
    """The entry or consult that came of it."""


class AnswerFeedback(Base):
    """Whether an answer helped, from the one who read it."""

    __tablename__ = "answer_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("answer_records.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[str] = mapped_column(String(20), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200))
    helpful: Mapped[bool]
    comment: Mapped[str] = mapped_column(Text)
    """Redacted."""

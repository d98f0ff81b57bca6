"""Tables of consults (疑难问题咨询). Texts are redacted before they come here."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment


class Consult(Base):
    """A question to the experts, and where it stands."""

    __tablename__ = "consults"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    asker: Mapped[str] = mapped_column(String(200), index=True)
    """Login name."""
    organisation: Mapped[str] = mapped_column(String(200), index=True)
    """Of the asker; empty for none."""
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text)
    types: Mapped[list[str]] = mapped_column(JSON)
    """Dispute type codes, likeliest first."""
    state: Mapped[str] = mapped_column(String(20), index=True)
    """asked, taken, returned, answered, rated or withdrawn."""
    candidates: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the experts it was routed to."""
    expert: Mapped[str] = mapped_column(String(40), index=True)
    """Id of the expert who took it up; empty before."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("consults.id", ondelete="RESTRICT"), index=True)
    """The consult of which this asks a second opinion."""
    taken_due: Mapped[dt.date] = mapped_column(Date)
    answer_days: Mapped[int]
    """Working days for the answer, from taking up."""
    answer_due: Mapped[dt.date | None] = mapped_column(Date)
    answered: Mapped[dt.datetime | None] = mapped_column(Moment)
    rating: Mapped[int | None]
    """1 to 5; 5 is best."""
    rating_note: Mapped[str] = mapped_column(Text)
    proposed: Mapped[dt.datetime | None] = mapped_column(Moment)
    """When the answer was proposed for the bank of standard answers."""


class ConsultAttachment(Base):
    """A case or search hit that came with a question, redacted."""

    __tablename__ = "consult_attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    consult_id: Mapped[int] = mapped_column(ForeignKey("consults.id", ondelete="RESTRICT"), index=True)
    document_id: Mapped[str] = mapped_column(String(200))
    """Id in the library; empty for a pasted case text."""
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class ConsultAnswer(Base):
    """An answer, second opinion or neutral evaluation; a later one does not replace an earlier one."""

    __tablename__ = "consult_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    consult_id: Mapped[int] = mapped_column(ForeignKey("consults.id", ondelete="RESTRICT"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    expert: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    basis: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Articles cited: law, article, state (official, gist, unknown), version."""
    cases: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    """Cases cited: id, title."""
    evaluation: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Fields of a neutral evaluation (中立评估); empty for a plain answer."""


class ConsultStep(Base):
    """What happened to a consult (办理记录); never changed or removed."""

    __tablename__ = "consult_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    consult_id: Mapped[int] = mapped_column(ForeignKey("consults.id", ondelete="RESTRICT"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    """Redacted."""


class ConsultSetting(Base):
    """Time limits of an organisation, in working days."""

    __tablename__ = "consult_settings"

    organisation: Mapped[str] = mapped_column(String(200), primary_key=True)
    take_days: Mapped[int]
    answer_days: Mapped[int]
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))

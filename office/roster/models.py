"""Tables of the expert library (专家库)."""

import datetime as dt
from typing import Any, Literal

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment
from office.sealing import SealKey

__all__ = [
    "Complaint", "FirmFact", "Matter", "MatterState", "MatterStep", "RecordKind", "RosterChange", "RosterRecord",
    "RosterSetting", "SealKey", "Slot",
]  # fmt: skip

RecordKind = Literal["people", "organisations"]
"""Kinds of records of the roster."""
MatterState = Literal["consent", "refused", "referred", "selected", "closed"]
"""States of a matter."""


class RosterRecord(Base):
    """A person or an organisation; ``record`` holds every field but the private ones, which are sealed."""

    __tablename__ = "roster_records"

    kind: Mapped[RecordKind] = mapped_column(String(20), primary_key=True)
    """people or organisations."""
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    organisation: Mapped[str] = mapped_column(String(40), index=True)
    state: Mapped[str] = mapped_column(String(20))
    published: Mapped[bool] = mapped_column(Boolean)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(Integer)
    changed: Mapped[dt.datetime] = mapped_column(Moment)


class RosterChange(Base):
    """One field of one record, from an old to a new value (变更记录); never changed or removed."""

    __tablename__ = "roster_changes"
    __table_args__ = (Index("ix_roster_changes_record", "kind", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(String(32), index=True)
    """Changes made in one go have the same."""
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    kind: Mapped[RecordKind] = mapped_column(String(20))
    record_id: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(80))
    """Place in the record; empty for the record as a whole (added)."""
    label: Mapped[str] = mapped_column(String(80))
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Both values of a private field, sealed; ``old`` and ``new`` are then empty."""


class RosterSetting(Base):
    """A setting of the expert library, such as which fields the public sees."""

    __tablename__ = "roster_settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed: Mapped[dt.datetime] = mapped_column(Moment)


class FirmFact(Base):
    """A known relation between firms (parent, branch, former name, short name, controller, manager), for recusal."""

    __tablename__ = "firm_facts"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(200), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    other: Mapped[str] = mapped_column(String(200), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))


class Matter(Base):
    """A dispute that somebody is appointed for (委派/委托/自行收案); what names the parties is sealed."""

    __tablename__ = "matters"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), index=True)
    """Of the one who made it; empty for none."""
    state: Mapped[MatterState] = mapped_column(String(20), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    types: Mapped[list[str]] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The result of matching with the dispute, as JSON."""
    changed: Mapped[dt.datetime] = mapped_column(Moment)


class MatterStep(Base):
    """One step of an appointment: consent, referral, choice, ballot, appointment, close; never changed or removed."""

    __tablename__ = "matter_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(20))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Parties by number, people by id; no names of parties."""


class Complaint(Base):
    """A complaint about a person of the roster (投诉) and how it was dealt with; its words are sealed."""

    __tablename__ = "roster_complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(String(40), index=True)
    received: Mapped[dt.date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(20))
    """open, upheld or dismissed."""
    outcome: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    closed: Mapped[dt.datetime | None] = mapped_column(Moment)


class Slot(Base):
    """A half day of a person that differs from the weekly pattern: set free, set busy, or booked for a matter (日程)."""

    __tablename__ = "roster_slots"

    person_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    half: Mapped[str] = mapped_column(String(2), primary_key=True)
    """am or pm."""
    state: Mapped[str] = mapped_column(String(10))
    """free, busy or booked."""
    under: Mapped[str] = mapped_column(String(10))
    """What a booking covers and its end brings back: free or busy; empty for the weekly pattern."""
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id", ondelete="RESTRICT"), index=True)
    """The matter that it is booked for."""
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))

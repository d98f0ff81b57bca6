"""Tables of the audit trail. Triggers keep rows from being changed, and removed unless archived."""

import datetime as dt

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment


class AuditEntry(Base):
    """One action (审计记录). ``hash`` covers every other column and, through ``previous``, all entries before."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_object", "object_kind", "object_id"),
        Index("ix_audit_entries_at", "at"),
        Index("ix_audit_entries_who", "who"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    object_kind: Mapped[str] = mapped_column(String(80))
    object_id: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    """JSON, keys in order, as it was hashed."""
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The newest entry: writers take this one row in turn, and a chain cut off at its end does not reach it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


class AuditArchive(Base):
    """Entries moved to a file under retention; the chain goes on from ``last_hash``."""

    __tablename__ = "audit_archives"

    last_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_seq: Mapped[int] = mapped_column(BigInteger)
    last_hash: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(String(300))
    """Name of the file, without its folder."""
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime] = mapped_column(Moment)

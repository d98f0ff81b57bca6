"""Tables of similar-case search reports (类案检索报告): the draft, and its numbered snapshots that never change."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment


class Report(Base):
    """A report being written; ``version`` counts its saves, so that two editors cannot overwrite each other."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(200), index=True)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class ReportSnapshot(Base):
    """The report as it was handed in; triggers keep it from being changed or removed."""

    __tablename__ = "report_snapshots"
    __table_args__ = (UniqueConstraint("year", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    owner: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    serial: Mapped[int]
    """Counted from 1 within the year, over all users."""
    title: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    """Canonical JSON, as it was hashed."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of number, moment, owner and content; see office.reports.store."""
    made: Mapped[dt.datetime] = mapped_column(Moment)

    @property
    def number(self) -> str:
        """编号, such as ``2026-0001``."""
        return f"{self.year}-{self.serial:04d}"

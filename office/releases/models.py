"""Tables of case releases: candidates, batches, their cases with versions and comments, steps, editions."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment


class ReleaseCandidate(Base):
    """A case proposed for release (候选案例), by a person with a reason or by a rule of the program."""

    __tablename__ = "release_candidates"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(40))
    """search, folder, organisation or program."""
    rule: Mapped[str] = mapped_column(String(40))
    """Which rule of the program proposed it; empty for a person."""
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(200), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    """proposed, taken, declined or withdrawn."""
    decided_by: Mapped[str] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(Text)
    """Why it was declined or withdrawn."""
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)


class Release(Base):
    """A batch (批次) on its way: draft, checked, approved, published, withdrawn."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(100))
    """批次号 as it will be printed, such as 2026年第1批."""
    form: Mapped[str] = mapped_column(String(40))
    """Which form its cases are written in; see search_api.releases.forms."""
    issuers: Mapped[list[str]] = mapped_column(JSON)
    """发布单位; each of them approves."""
    preface: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    """Counts every change of the batch or of one of its cases."""
    made_by: Mapped[str] = mapped_column(String(200))
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class ReleaseCase(Base):
    """A case of a batch as it is being written."""

    __tablename__ = "release_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    document_id: Mapped[str] = mapped_column(String(200), index=True)
    """The source in the library; empty for a text that was written or imported."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(200))
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class ReleaseCaseVersion(Base):
    """A case as it was saved; saves of one person within minutes of each other are one version."""

    __tablename__ = "release_case_versions"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("release_cases.id", ondelete="CASCADE"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(Moment)


class ReleaseComment(Base):
    """A remark (批注) on a paragraph of a case, or on the whole case where ``block`` is empty."""

    __tablename__ = "release_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("release_cases.id", ondelete="CASCADE"), index=True)
    block: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    resolved_by: Mapped[str] = mapped_column(String(200))
    resolved: Mapped[dt.datetime | None] = mapped_column(Moment)


class ReleaseStep(Base):
    """What somebody did on the way to publication, with the digest of what they had before them."""

    __tablename__ = "release_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    """look, check, return, approve, publish or withdraw."""
    by: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200))
    """For whom they acted: one of the issuers in a joint release."""
    note: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    versions: Mapped[dict[str, int]] = mapped_column(JSON)
    """Version of every case then, by its id."""
    at: Mapped[dt.datetime] = mapped_column(Moment)


class ReleaseEdition(Base):
    """A batch as it was published; triggers keep it from being changed or removed."""

    __tablename__ = "release_editions"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), unique=True)
    number: Mapped[str] = mapped_column(String(100), unique=True)
    content: Mapped[str] = mapped_column(Text)
    """Canonical JSON, as it was hashed."""
    sha256: Mapped[str] = mapped_column(String(64))
    made: Mapped[dt.datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200))


class ReleaseWithdrawal(Base):
    """That an edition was withdrawn, when, by whom and why: the notice that stays."""

    __tablename__ = "release_withdrawals"

    edition_id: Mapped[int] = mapped_column(ForeignKey("release_editions.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[dt.datetime] = mapped_column(Moment)

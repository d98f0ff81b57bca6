"""Tables of the desk: folders and what is in them, verdicts, saved searches and what was new for them."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.base import Base, Moment


class Folder(Base):
    """卷宗夹: the material of one pending case, with notes; ``deleted`` is set instead of removing it."""

    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(JSON)
    pending_case: Mapped[str] = mapped_column(Text)
    """Text of the pending case (待决案件); empty when none was given."""
    focus: Mapped[str] = mapped_column(Text)
    """争议焦点 of the pending case, as its user writes it."""
    created: Mapped[dt.datetime] = mapped_column(Moment)
    changed: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class FolderShare(Base):
    """A folder opened to one colleague of its owner's organisation (共享)."""

    __tablename__ = "folder_shares"

    folder_id: Mapped[int] = mapped_column(ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True)
    colleague: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    """Login name."""
    write: Mapped[bool]
    """Whether they may change what is in it."""
    at: Mapped[dt.datetime] = mapped_column(Moment)


class FolderItem(Base):
    """A document put into a folder; the title is kept in case the library no longer holds it."""

    __tablename__ = "folder_items"
    __table_args__ = (UniqueConstraint("folder_id", "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int] = mapped_column(ForeignKey("folders.id", ondelete="CASCADE"))
    document_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str]] = mapped_column(JSON)
    added: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class Verdict(Base):
    """是/否类案 with the reason; a later one on the same pair replaces an earlier one, which is kept as history."""

    __tablename__ = "verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    case_key: Mapped[str] = mapped_column(String(200), index=True)
    """Which case: id of a document, or SHA-256 of the text without whitespace."""
    case_label: Mapped[str] = mapped_column(Text)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id", ondelete="SET NULL"), index=True)
    document_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    similar: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class SavedSearch(Base):
    """A search with every filter, to run again; in a shared folder its colleagues have it too."""

    __tablename__ = "saved_searches"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(200), index=True)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("folders.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    query: Mapped[str] = mapped_column(Text)
    case_text: Mapped[str] = mapped_column(Text)
    """Text of a case whose similar cases are searched; with it ``query`` is empty."""
    filters: Mapped[list[str]] = mapped_column(JSON)
    within: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Words that every result must hold besides: searches within results."""
    order: Mapped[str] = mapped_column(String(40))
    home_court: Mapped[str] = mapped_column(String(100))
    created: Mapped[dt.datetime] = mapped_column(Moment)
    deleted: Mapped[dt.datetime | None] = mapped_column(Moment)


class SearchWatch(Base):
    """What a saved search is to one of its users: what it found with their rights, and whether they are alerted."""

    __tablename__ = "saved_search_watches"

    search_id: Mapped[int] = mapped_column(
        ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True
    )
    viewer: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    """Login name."""
    total: Mapped[int]
    """Matches when they last ran it."""
    alert: Mapped[bool]
    """Whether new matches are collected for them."""
    checked: Mapped[dt.datetime] = mapped_column(Moment)
    """When it was last run for them."""


class SeenDocument(Base):
    """A document that a saved search has found for one of its users before, so that it is not new to them again."""

    __tablename__ = "saved_search_seen"

    search_id: Mapped[int] = mapped_column(
        ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True
    )
    viewer: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Login name."""
    document_id: Mapped[str] = mapped_column(String(200), primary_key=True)


class Alert(Base):
    """A new match of a saved search, for one of its users."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("search_id", "owner", "document_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("saved_searches.id", ondelete="CASCADE"))
    owner: Mapped[str] = mapped_column(String(200), index=True)
    """Whose alert it is, who need not be the owner of the search."""
    document_id: Mapped[str] = mapped_column(String(200))
    found: Mapped[dt.datetime] = mapped_column(Moment)
    read: Mapped[dt.datetime | None] = mapped_column(Moment)


class FeedToken(Base):
    """The secret part of a user's feed address, hashed; a new one replaces it."""

    __tablename__ = "feed_tokens"

    owner: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made: Mapped[dt.datetime] = mapped_column(Moment)

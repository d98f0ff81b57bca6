"""Bodies of requests and answers about folders, verdicts, saved searches and alerts."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from office.folders.sharing import Access

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Note = Annotated[str, StringConstraints(max_length=20_000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
CaseText = Annotated[str, StringConstraints(max_length=200_000)]
DocumentId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Tags = Annotated[list[Tag], Field(max_length=20, description="Tags, each up to 40 characters.")]


class Body(BaseModel):
    """A body of a request; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Row(BaseModel):
    """An answer made from a row of the office store."""

    model_config = ConfigDict(from_attributes=True)


class FolderBody(Body):
    """A folder to make."""

    title: Title = Field(description="Name of the folder.")
    note: Note = Field(default="", description="Note.")
    tags: Tags = []
    pending_case: CaseText = Field(default="", description="Text of the pending case (待决案件).")
    focus: Note = Field(default="", description="争议焦点 of the pending case.")


class FolderChange(Body):
    """What to change of a folder; what is left out stays."""

    title: Title | None = Field(default=None, description="Name of the folder.")
    note: Note | None = Field(default=None, description="Note.")
    tags: Tags | None = Field(default=None, description="Tags; they replace those there.")
    pending_case: CaseText | None = Field(default=None, description="Text of the pending case.")
    focus: Note | None = Field(default=None, description="争议焦点 of the pending case.")


class FolderView(Row):
    """A folder."""

    id: int = Field(description="Number of the folder.")
    title: str = Field(description="Name.")
    note: str = Field(description="Note.")
    tags: list[str] = Field(description="Tags.")
    pending_case: str = Field(description="Text of the pending case.")
    focus: str = Field(description="争议焦点 of the pending case.")
    created: dt.datetime = Field(description="When it was made, UTC.")
    changed: dt.datetime = Field(description="When it was last changed, UTC.")
    deleted: dt.datetime | None = Field(description="When it was deleted; null while it is there.")
    documents: int = Field(default=0, description="Documents in it.")
    owner: str = Field(description="Login name of its owner.")
    access: Access = Field(default="own", description="own; write or read for one that a colleague shared.")
    shared: int = Field(default=0, description="Colleagues it is shared with.")


class ShareBody(Body):
    """What a colleague may do in a folder."""

    write: bool = Field(default=False, description="true: change what is in it; false: read it.")


class Colleague(BaseModel):
    """Somebody of the same organisation."""

    name: str = Field(description="Login name.")
    label: str = Field(description="Name for people.")


class ShareView(Colleague):
    """A colleague that a folder is shared with."""

    write: bool = Field(description="Whether they may change what is in it.")
    at: dt.datetime = Field(description="Since when, UTC.")


class ItemBody(Body):
    """A document to put into a folder."""

    document_id: DocumentId = Field(description="Id of the document.")
    note: Note = Field(default="", description="Note on it.")
    tags: Tags = []


class ItemChange(Body):
    """What to change of a document in a folder; what is left out stays."""

    note: Note | None = Field(default=None, description="Note on it.")
    tags: Tags | None = Field(default=None, description="Tags; they replace those there.")


class ItemView(Row):
    """A document in a folder."""

    id: int = Field(description="Number of the item.")
    document_id: str = Field(description="Id of the document.")
    title: str = Field(description="Its title.")
    note: str = Field(description="Note on it.")
    tags: list[str] = Field(description="Tags.")
    added: dt.datetime = Field(description="When it was put in, UTC.")
    kind: str = Field(default="", description="Kind of document; empty when it is not there any more.")
    held: bool = Field(default=True, description="Whether the library holds it and this user may see it.")


class VerdictBody(Body):
    """A verdict: is the document a 类案 of the case?"""

    case_text: CaseText = Field(default="", description="Text of the case; one of text, document and folder.")
    case_document: str = Field(default="", max_length=200, description="Id of the document that is the case.")
    folder_id: int | None = Field(
        default=None, description="Folder; its pending case is the case unless another is given."
    )
    document_id: DocumentId = Field(description="Id of the document that it is compared with.")
    similar: bool = Field(description="true 是类案, false 不是类案.")
    reason: Reason = Field(min_length=1, description="Why.")


class VerdictView(Row):
    """A recorded verdict."""

    id: int = Field(description="Number of the verdict.")
    case_key: str = Field(description="Which case: document id, or SHA-256 of its text.")
    case_label: str = Field(description="The case, in short.")
    folder_id: int | None = Field(description="Folder; null for none.")
    document_id: str = Field(description="Document it is compared with.")
    title: str = Field(description="Title of that document.")
    similar: bool = Field(description="Whether it is a 类案.")
    reason: str = Field(description="Why.")
    at: dt.datetime = Field(description="When, UTC.")
    owner: str = Field(description="Login name of who gave it.")


class SearchBody(Body):
    """A search to keep."""

    name: Title = Field(description="Name of the search.")
    query: str = Field(default="", max_length=5_000, description="Words, as searched.")
    case_text: CaseText = Field(default="", description="Text of a case whose similar cases are searched.")
    filters: list[Annotated[str, StringConstraints(max_length=500)]] = Field(
        default_factory=list, max_length=50, description="Filters such as kind=judgment."
    )
    within: list[Annotated[str, StringConstraints(max_length=200)]] = Field(
        default_factory=list, max_length=5, description="Words that every result must hold besides."
    )
    order: str = Field(
        default="relevance", pattern="^(relevance|date|date_asc|authority)$", description="Sort."
    )
    home_court: str = Field(default="", max_length=100, description="Own court, for the order by authority.")
    alert: bool = Field(default=False, description="Whether new matches give alerts.")
    folder_id: int | None = Field(default=None, description="Folder it belongs to.")


class SearchChange(Body):
    """What to change of a saved search; what is left out stays."""

    name: Title | None = Field(default=None, description="Name of the search.")
    alert: bool | None = Field(default=None, description="Whether new matches give you alerts.")
    folder_id: int | None = Field(default=None, description="Folder it belongs to; null takes it out.")


class SearchView(Row):
    """A saved search, with what it found for who asks."""

    id: int = Field(description="Number of the search.")
    name: str = Field(description="Name.")
    query: str = Field(description="Words.")
    case_text: str = Field(description="Case text.")
    filters: list[str] = Field(description="Filters.")
    within: list[str] = Field(description="Words that every result must hold besides.")
    order: str = Field(description="Sort.")
    home_court: str = Field(description="Own court.")
    folder_id: int | None = Field(description="Folder; null for none, and for one that you may not see.")
    created: dt.datetime = Field(description="When it was saved, UTC.")
    deleted: dt.datetime | None = Field(description="When it was deleted; null while it is there.")
    owner: str = Field(description="Login name of who saved it.")
    access: Access = Field(default="own", description="own; write or read for one in a shared folder.")
    total: int | None = Field(default=None, description="Matches when you last ran it; null: never.")
    alert: bool = Field(default=False, description="Whether new matches give you alerts.")
    checked: dt.datetime | None = Field(default=None, description="When you last ran it, UTC; null: never.")
    unread: int = Field(default=0, description="Your alerts not read yet.")


class AlertView(Row):
    """A new match of a saved search."""

    id: int = Field(description="Number of the alert.")
    search_id: int = Field(description="Saved search.")
    search: str = Field(description="Its name.")
    document_id: str = Field(description="The new document.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="Its kind.")
    found: dt.datetime = Field(description="When it was found, UTC.")
    read: dt.datetime | None = Field(description="When it was read; null: not yet.")


class MarkBody(Body):
    """Alerts to mark."""

    ids: list[int] = Field(max_length=1_000, description="Numbers of alerts.")
    read: bool = Field(default=True, description="false marks them unread again.")


class FeedAddress(BaseModel):
    """A feed address; it is told once."""

    path: str = Field(description="Path and query of the Atom feed, with its secret token.")


class FeedState(BaseModel):
    """Whether there is a feed."""

    open: bool = Field(description="Whether a feed address exists.")

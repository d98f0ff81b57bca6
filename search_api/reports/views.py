"""Bodies of requests and answers about reports."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from search_api.reports.model import ReportContent


class DraftBody(BaseModel):
    """A report to draft."""

    model_config = ConfigDict(extra="forbid")
    folder_id: int | None = Field(default=None, description="Folder to draft from; null for an empty report.")


class SaveBody(BaseModel):
    """An edited report."""

    model_config = ConfigDict(extra="forbid")
    version: int = Field(ge=1, description="Version that was edited.")
    content: ReportContent = Field(description="What the report says now.")


class ReportRow(BaseModel):
    """A report in a list."""

    id: int = Field(description="Number of the report.")
    title: str = Field(description="Its title.")
    folder_id: int | None = Field(description="Folder it was drafted from.")
    version: int = Field(description="Counts its saves, from 1.")
    created: dt.datetime = Field(description="When it was drafted, UTC.")
    changed: dt.datetime = Field(description="When it was last saved, UTC.")
    deleted: dt.datetime | None = Field(description="When it was deleted; null while it is there.")


class ReportView(ReportRow):
    """A report with its content."""

    content: ReportContent = Field(description="What it says.")
    missing: list[str] = Field(description="What art. 8 asks for and is not there yet, in Chinese.")


class SnapshotRow(BaseModel):
    """A snapshot (定稿) in a list."""

    number: str = Field(description="编号, such as 2026-0001.")
    title: str = Field(description="Title of the report then.")
    sha256: str = Field(description="Hash over number, moment, owner, title and content.")
    made: dt.datetime = Field(description="When, UTC.")


class SnapshotView(SnapshotRow):
    """The report as it was."""

    report_id: int = Field(description="The report.")
    content: ReportContent = Field(description="What it said.")
    intact: bool = Field(description="Whether the content still gives the hash.")

"""The one box: what was put into it."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from corpora.readers.upload import read_upload
from search_api.http.state import SearcherNow, ViewerNow
from search_api.query.box import understand_box
from search_api.query.models import Understood
from search_api.query.reading import ReadingName

router = APIRouter(tags=["search"])

MOST = 200_000


class BoxBody(BaseModel):
    """Whatever was put into the box."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(
        min_length=1,
        max_length=MOST,
        description="Words, a question, a case number, an article, a pasted case.",
    )
    reading: ReadingName | None = Field(
        default=None, description="How the user says it is meant; null lets the service decide."
    )


@router.post("/understand", summary="What was put into the box")
def understand(searcher: SearcherNow, viewer: ViewerNow, body: BoxBody) -> Understood:
    """Which reading with which alternatives, what was found in it, what is looked for and what is left out."""
    return understand_box(searcher.context, body.text, viewer, reading=body.reading)


@router.post("/understand/file", summary="What an uploaded file holds")
def understand_file(
    searcher: SearcherNow,
    viewer: ViewerNow,
    file: Annotated[
        UploadFile,
        File(description="docx, pdf, txt, md or html; nothing is stored. A scan says what it needs."),
    ],
) -> Understood:
    """The first readable record of the file, understood as a case; pages that could not be read are noted."""
    case = read_upload(file.file.read(), file.filename or "file", MOST)
    notes = tuple(f"{place}：{reason}" if place else reason for place, reason in case.faults)
    if case.length > MOST:
        notes += (f"文件有 {case.length} 字，只读了前 {MOST} 字",)
    return understand_box(searcher.context, case.text, viewer, reading="case", notes=notes)

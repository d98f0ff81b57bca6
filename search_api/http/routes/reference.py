"""What similar mediations came to."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from search_api.http.state import SearcherNow, ViewerNow
from search_api.reference.models import Reference
from search_api.reference.service import reference

router = APIRouter(tags=["search"])


class ReferenceBody(BaseModel):
    """A case (its text, or the id of a document), with filters."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(default="", max_length=200_000, description="Text of the case; or give document_id.")
    document_id: str = Field(default="", max_length=200, description="Id of the case; or give text.")
    filters: list[Annotated[str, Field(max_length=500)]] = Field(
        default_factory=list, max_length=50, description="Filters such as region=上海, year=2022..2025."
    )


@router.post("/reference", summary="What similar mediations came to")
def similar_mediations(searcher: SearcherNow, viewer: ViewerNow, body: ReferenceBody) -> Reference:
    """Outcomes, settled shares, days and methods of similar mediation cases that the viewer may see, with the cases
    behind every number. Shares and distributions from 30 cases on; counts below 5 withheld where cases are redacted."""
    return reference(
        searcher.context,
        text=body.text,
        document_id=body.document_id,
        filters=tuple(body.filters),
        viewer=viewer,
    )

"""Two cases side by side."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from search_api.explain.comparing import PairView, compare_pair
from search_api.http.state import SearcherNow, ViewerNow

router = APIRouter(tags=["search"])


class CompareBody(BaseModel):
    """A case (its text, or the id of a document) and the document to compare it with."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(default="", max_length=200_000, description="Text of the case; or give document_id.")
    document_id: str = Field(default="", max_length=200, description="Id of the case; or give text.")
    with_id: str = Field(min_length=1, max_length=200, description="Id of the document to compare with.")


@router.post("/compare", summary="Two cases side by side")
def compare(searcher: SearcherNow, viewer: ViewerNow, body: CompareBody) -> PairView:
    """Likenesses with the passages of both texts that make them, what both share, and a table of differences."""
    return compare_pair(
        searcher.context, text=body.text, document_id=body.document_id, with_id=body.with_id, viewer=viewer
    )

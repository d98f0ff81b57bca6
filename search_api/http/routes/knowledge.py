"""The knowledge base: guides of mediation work, model documents to fill in."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from office.bank import ArticleBasis
from search_api.http.answer_views import FillBody, FormView, GuideView, PointView
from search_api.http.attachments import attachment, file_responses
from search_api.knowledge import fill, forms, guides
from search_api.knowledge.guides import checked
from search_api.papers import to_docx

router = APIRouter(tags=["knowledge"])


@router.get("/guides", summary="Guides of mediation work")
def all_guides() -> list[GuideView]:
    """By step, each point with the article it rests on."""
    return [
        GuideView(
            id=guide.id,
            step=guide.step,
            title=guide.title,
            checked=checked().isoformat(),
            points=[
                PointView(
                    text=point.text,
                    basis=point.basis.label,
                    version=point.version.isoformat() if isinstance(point.basis, ArticleBasis) and point.version
                    else "",
                )
                for point in guide.points
            ],
        )
        for guide in guides()
    ]  # fmt: skip


@router.get("/forms", summary="Model documents")
def all_forms() -> list[FormView]:
    """With their fields."""
    return [
        FormView(
            id=form.id,
            title=form.title,
            about=form.about,
            rests_on=[basis.label for basis in form.rests_on],
            fields=[field.model_dump() for field in form.fields],
        )
        for form in forms()
    ]


@router.post(
    "/forms/{id}",
    summary="A model document filled in, as .docx",
    response_class=Response,
    responses=file_responses("docx"),
)
def filled(
    id: Annotated[str, Path(max_length=40, description="Id of the document.")], body: FillBody
) -> Response:
    """Nothing of what is filled in is kept."""
    paper = fill(id, body.values, draft=body.draft)
    return attachment(to_docx(paper), paper.title, "docx")

"""Folders shared with colleagues of the same organisation."""

from typing import Annotated

from fastapi import APIRouter, Path

from office.folders import sharing
from search_api.desk.views import Colleague, ShareBody, ShareView
from search_api.http.routes.desk_rows import MemberNow, Number
from search_api.http.state import OfficeNow

router = APIRouter()
Name = Annotated[str, Path(min_length=1, max_length=200, description="Login name of the colleague.")]


@router.get("/colleagues", summary="Who folders can be shared with")
def colleagues(office: OfficeNow, actor: MemberNow) -> list[Colleague]:
    """Open accounts of your organisation, by name; none in local mode and without an organisation."""
    with office.reading() as session:
        return [Colleague(name=user.name, label=user.label) for user in sharing.colleagues(session, actor)]


@router.get("/folders/{number}/shares", summary="With whom a folder is shared")
def shares(office: OfficeNow, actor: MemberNow, number: Number) -> list[ShareView]:
    """By name; told to everybody who may see the folder."""
    with office.reading() as session:
        return [
            ShareView(name=row.colleague, label=label, write=row.write, at=row.at)
            for row, label in sharing.shares(session, actor, number)
        ]


@router.put("/folders/{number}/shares/{name}", summary="Share a folder with a colleague", status_code=204)
def share(office: OfficeNow, actor: MemberNow, number: Number, name: Name, body: ShareBody) -> None:
    """To read, or to change what is in it; only its owner shares a folder, and only with their own organisation."""
    with office.session() as session:
        sharing.share(session, actor, number, name, body.write)


@router.delete(
    "/folders/{number}/shares/{name}", summary="Stop sharing a folder with a colleague", status_code=204
)
def unshare(office: OfficeNow, actor: MemberNow, number: Number, name: Name) -> None:
    """By its owner, or by that colleague, who leaves it."""
    with office.session() as session:
        sharing.unshare(session, actor, number, name)

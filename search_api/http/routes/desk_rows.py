"""What routes of the desk share: who may use it, numbers in paths, pages of lists."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, Path, Query
from starlette.exceptions import HTTPException

from office.identity import Actor
from search_api.http.state import ActorNow
from search_api.http.views import Page


def _member(actor: ActorNow) -> Actor:
    """Somebody with an account: what the public makes could not be given back to it."""
    if actor.is_owner or actor.roles - {"public"}:
        return actor
    raise HTTPException(401)


MemberNow = Annotated[Actor, Depends(_member)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Its number.")]
Deleted = Annotated[bool, Query(description="List what was deleted, to bring it back.")]
Limit = Annotated[int, Query(ge=1, le=500, description="Most items to return.")]
Cursor = Annotated[str | None, Query(pattern=r"^\d{1,7}$", description="`next_cursor` of the page before.")]

WITHHELD = "（您无权查看的文书）"
"""Stands for the title of a document that a colleague put into a shared folder."""
Row = TypeVar("Row")
Shown = TypeVar("Shown")


def page_of(rows: Sequence[Row], cursor: str | None, limit: int, show: Callable[[Row], Shown]) -> Page[Shown]:
    """The page of a list that begins at the cursor."""
    start = int(cursor or 0)
    end = start + limit
    return Page(
        items=[show(row) for row in rows[start:end]],
        total=len(rows),
        next_cursor=str(end) if end < len(rows) else None,
    )

"""Two versions of a case side by side: what was added and what was taken out, paragraph by paragraph."""

import difflib
from collections.abc import Iterator

from pydantic import BaseModel, Field

from search_api.releases.model import CaseContent


class Piece(BaseModel):
    """A run of text."""

    kind: str = Field(description="same, added or removed.")
    text: str = Field(description="The run.")


class Difference(BaseModel):
    """A place that differs."""

    place: str = Field(description="title, subtitle, SECTION/BLOCK, or consent.")
    pieces: list[Piece] = Field(description="Old and new, interleaved.")


def differences(before: CaseContent, after: CaseContent) -> list[Difference]:
    """Every place whose text differs, in the order of the newer version, then what is gone."""
    old, new = before.places(), after.places()
    if before.consent != after.consent:
        old["consent"], new["consent"] = (_consent(content) for content in (before, after))
    found = []
    for place in dict.fromkeys([*new, *old]):
        one, other = old.get(place, ""), new.get(place, "")
        if one != other:
            found.append(Difference(place=place, pieces=list(_pieces(one, other))))
    return found


def _consent(content: CaseContent) -> str:
    return (
        f"当事人同意：{'是' if content.consent.parties else '否'}；批准：{content.consent.approval or '无'}"
    )


def _pieces(old: str, new: str) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(kind="same", text=old[i1:i2])
            continue
        if i2 > i1:
            yield Piece(kind="removed", text=old[i1:i2])
        if j2 > j1:
            yield Piece(kind="added", text=new[j1:j2])

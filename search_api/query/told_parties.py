"""Kinds of parties of a story that lists none: who tells it, and which institutions it is about."""

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from corpora.model import Document
from search_api.cases.parties import PERSON, Side, kinds_by_side

_ROLE = re.compile(
    r"(原告|申请人|投诉人|上诉人)(?:系|为|是|：|:)?([^，。；\n]{1,30})"
    r"|(被告|被申请人|被投诉人|被上诉人)(?:系|为|是|：|:)?([^，。；\n]{1,30})"
)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    myself: tuple[str, ...]
    persons: tuple[str, ...]
    institutions: dict[str, tuple[str, ...]]

    def institution(self, text: str) -> str:
        """The kind whose word comes first, the longer word where two begin at the same place; empty for none."""
        found = [
            (text.find(word), -len(word), kind)
            for kind, names in self.institutions.items()
            for word in names
            if word in text
        ]
        return min(found)[2] if found else ""

    def person(self, text: str) -> bool:
        return any(word in text for word in self.persons)


@cache
def words() -> _Words:
    """The shipped words.

    Raises:
        pydantic.ValidationError: the file does not have its shape.
    """
    return _Words.model_validate(
        yaml.safe_load((files("search_api.query") / "data" / "parties.yaml").read_text("utf-8"))
    )


def told_kinds(document: Document) -> dict[Side, list[str]]:
    """Kinds by side: of the parties listed, else of those that a role word introduces, else of the story."""
    if listed := kinds_by_side(document.parties):
        return {side: list(kinds) for side, kinds in listed.items()}
    known = words()
    found: dict[Side, list[str]] = {"claiming": [], "answering": []}
    for match in _ROLE.finditer(document.text[:3_000]):
        side: Side = "claiming" if match[1] else "answering"
        about = match[2] or match[4]
        kind = known.institution(about) or (PERSON if known.person(about) else "")
        if kind and kind not in found[side]:
            found[side].append(kind)
    head = document.text[:600]
    if not found["claiming"] and (known.person(head) or any(word in head for word in known.myself)):
        found["claiming"] = [PERSON]
    if not found["answering"] and (kind := known.institution(head)):
        found["answering"] = [kind]
    return {side: kinds for side, kinds in found.items() if kinds}

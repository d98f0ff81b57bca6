"""Model documents (示范文书): fields to fill in, and the paper that comes of it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpora.vocab.files import check
from office.bank import ArticleBasis
from search_api.knowledge.guides import DATA
from search_api.papers import Heading, Paper, Paragraph

BLANK = "＿＿＿＿＿＿"
"""Stands where a field is empty."""
LONGEST = 5_000
_JINJA = SandboxedEnvironment(loader=BaseLoader(), undefined=StrictUndefined, autoescape=False)  # nosec B701: no HTML comes of it


class FormError(ValueError):
    """A form that cannot be filled in; the message is Chinese and for the user.

    Attributes:
        code: Stable code of the fault.
        message: What to do.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)


class FormField(BaseModel):
    """One field."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str = Field(description="Name of the field.")
    label: str = Field(description="Its label for people.")
    required: bool = Field(default=False, description="Whether it has to be filled in.")
    lines: int = Field(default=1, description="Lines of its box.")


class _Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    heading: str = ""
    text: str = ""


class Form(BaseModel):
    """A model document."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: str
    about: str
    rests_on: tuple[ArticleBasis, ...]
    fields: tuple[FormField, ...]
    facts: dict[str, str] = Field(default_factory=dict)
    blocks: tuple[_Block, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    forms: tuple[Form, ...]


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All model documents."""
    text = (DATA / "forms.yaml").read_text(encoding="utf-8")
    return check("forms.yaml", text, TypeAdapter(_File)).forms


def fill(id: str, values: Mapping[str, str], *, draft: bool = False) -> Paper:
    """The paper with the fields filled in.

    Args:
        id: Of the form.
        values: By name of the field.
        draft: Leave lines for required fields too, to be filled in by hand.

    Raises:
        FormError: there is no such form or field, a value is too long, or a required one is missing.
    """
    form = next((form for form in forms() if form.id == id), None)
    if form is None:
        raise FormError("form_not_found", "没有这种示范文书")
    names = {field.name: field for field in form.fields}
    for name, value in values.items():
        if name not in names:
            raise FormError("form_field_unknown", f"这种文书没有“{name[:40]}”这一项")
        if len(value) > LONGEST:
            raise FormError("form_field_too_long", f"“{names[name].label}”超过{LONGEST}字")
    missing = [f.label for f in form.fields if f.required and not values.get(f.name, "").strip()]
    if missing and not draft:
        raise FormError("form_incomplete", f"请填写：{'、'.join(missing)}")
    filled: dict[str, Any] = {name: values.get(name, "").strip() or BLANK for name in names}
    return Paper(
        title=form.title,
        facts=tuple((label, filled[name]) for label, name in form.facts.items()),
        blocks=tuple(
            Heading(block.heading, 2)
            if block.heading
            else Paragraph(_JINJA.from_string(block.text).render(filled))
            for block in form.blocks
        ),
        footer="示范文书，使用前请结合实际情况核对",
    )

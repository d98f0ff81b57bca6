"""Forms of release (发布体例) as data: 指导性案例 (2012 rules on their form), 典型案例, 调解案例, 白皮书, 司法建议书."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from corpora.model import Kind, SectionRole


class SectionForm(BaseModel):
    """A section of a form; see ``data/forms.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    heading: str
    headings: tuple[str, ...] = ()
    roles: tuple[SectionRole, ...] = ()
    taken_from: str = Field(default="", alias="from", pattern=r"^(focus|keywords|statutes)?$")
    required: bool = True
    short: int = Field(default=0, ge=0)
    most: int = Field(default=5000, gt=0)
    items: int = Field(default=0, ge=0)
    """Most entries of a list such as keywords; 0 for running text."""


class Form(BaseModel):
    """A form: its sections in order of print."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    label: str
    kind: Kind
    """What a published case of this form is in the library."""
    title: str
    """Regular expression that a title in form matches from its beginning."""
    title_hint: str
    sections: tuple[SectionForm, ...]


@cache
def forms() -> dict[str, Form]:
    """Every form by name."""
    raw = yaml.safe_load((files("search_api.releases") / "data" / "forms.yaml").read_text("utf-8"))
    return {form.name: form for form in map(Form.model_validate, raw["forms"])}

"""Forms of release (发布体例) as data: 指导性案例 (2012 rules on their form), 典型案例, 调解案例, 白皮书, 司法建议书."""

from functools import cache
from importlib.resources import files
from typing import Literal

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
    taken_from: str = Field(default="", alias="from", pattern=r"^(focus|keywords|statutes|identifier)?$")
    required: bool = True
    short: int = Field(default=0, ge=0)
    most: int = Field(default=5000, gt=0)
    items: int = Field(default=0, ge=0)
    """Most entries of a list such as keywords; 0 for running text."""
    subheads: bool = False
    print: Literal["headed", "plain", "number", "salutation", "signature"] = "headed"


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
    item: str = "案例"
    prefix: str = "案例"
    preface: str = "前言"
    number: str = r"^(?:\d{4}年第\d{1,3}批|第[一二三四五六七八九十百\d]{1,5}批|\d{4}-\d{1,3})$"
    """Regular expression of the number of a batch."""
    number_hint: str = "2026年第1批、第三批、2026-1"
    number_name: str = "批次"
    """What the number is called on the paper."""
    chapters: bool = False
    sections: tuple[SectionForm, ...]


@cache
def forms() -> dict[str, Form]:
    """Every form by name."""
    raw = yaml.safe_load((files("search_api.releases") / "data" / "forms.yaml").read_text("utf-8"))
    return {form.name: form for form in map(Form.model_validate, raw["forms"])}

"""Bodies of the routes of standard answers."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from office.bank import Entry


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FeedbackBody(_Body):
    """Whether an answer helped."""

    record_id: str = Field(min_length=1, max_length=32, description="`record_id` of the answer.")
    entry_id: str = Field(min_length=1, max_length=20, description="The entry that was shown.")
    helpful: bool = Field(description="Whether it helped.")
    comment: str = Field(default="", max_length=2_000, description="What was missing; kept redacted.")


class ProposeBody(_Body):
    """A draft."""

    entry: dict[str, Any] = Field(
        description="The entry with the schema of the bank; state and author are set here, and an id where it has none."
    )
    note: str = Field(default="", max_length=1_000, description="Why it is written or changed.")


class NoteBody(_Body):
    """A reason."""

    note: str = Field(default="", max_length=1_000, description="Why.")


class LawyerBody(_Body):
    """A lawyer's review."""

    lawyer: str = Field(min_length=2, max_length=100, description="Who reviewed it: name and firm.")
    day: dt.date | None = Field(default=None, description="Day of the review; today by default.")
    note: str = Field(default="", max_length=1_000, description="What was reviewed, for the history.")


class HandleBody(_Body):
    """What came of questions without an answer."""

    ids: list[int] = Field(min_length=1, max_length=500, description="Numbers of the questions.")
    how: Literal["answered", "consult", "dismissed"] = Field(description="What came of them.")
    made: str = Field(default="", max_length=100, description="Entry or consult that came of them.")


class FillBody(_Body):
    """Fields of a model document."""

    values: dict[str, str] = Field(default_factory=dict, description="Values by name of the field.")
    draft: bool = Field(default=False, description="Leave lines for what is missing.")


class Topic(BaseModel):
    """A dispute type with the number of its entries."""

    code: str = Field(description="Code of 纠纷类型.")
    l1: str = Field(description="Trade (行业).")
    label: str = Field(description="Chinese label.")
    count: int = Field(description="Published entries.")


class EntryView(BaseModel):
    """A published entry in full."""

    version: int = Field(description="Version shown now.")
    review_note: str = Field(description="How and when it was checked.")
    labels: dict[str, str] = Field(description="Chinese labels of its dispute types.")
    basis: list[str] = Field(description="Articles and papers, for people.")
    entry: Entry = Field(description="The entry.")


class VersionContent(BaseModel):
    """An entry as it was in a version."""

    version: int = Field(description="Its number; 1 is the shipped one.")
    labels: dict[str, str] = Field(description="Chinese labels of its dispute types.")
    basis: list[str] = Field(description="Articles and papers, for people.")
    unverified: list[str] = Field(
        description="Articles that are not in the texts at hand or lack words of the rule, in Chinese: reasons not to publish."
    )
    entry: Entry = Field(description="The entry.")


class VersionView(BaseModel):
    """A version of an entry."""

    id: str = Field(description="Id of the entry.")
    version: int = Field(description="Its number; 1 is the shipped one.")
    state: str = Field(description="draft, reviewed, published or withdrawn.")
    author: str = Field(description="Who wrote it.")
    reviewer: str = Field(description="Who reviewed it.")
    publisher: str = Field(description="Who published it.")
    note: str = Field(description="Why.")
    changed: str = Field(description="ISO moment of its last change of state.")


class ShownPart(BaseModel):
    """What was shown for one of the questions."""

    entry_id: str = Field(description="The entry; empty for none.")
    version: int = Field(description="Its version then.")
    confidence: float = Field(description="Confidence then.")
    short_answer: str = Field(default="", description="The short answer of that version.")


class RecordView(BaseModel):
    """What was answered, with the entries as they were then."""

    id: str = Field(description="Number of the record.")
    at: str = Field(description="ISO moment.")
    question: str = Field(description="The question, redacted.")
    day: str = Field(description="ISO day that the rules were looked at for.")
    shown: list[ShownPart] = Field(description="What was shown.")


class PointView(BaseModel):
    """A point of a guide."""

    text: str = Field(description="What to know.")
    basis: str = Field(description="The article or paper it rests on.")
    version: str = Field(description="ISO date of the version; empty for a paper.")


class GuideView(BaseModel):
    """The guide of one step of mediation."""

    id: str = Field(description="Its id.")
    step: str = Field(description="Step: 受理, 披露, 程序, 协议, 司法确认 or 反馈.")
    title: str = Field(description="Its title.")
    checked: str = Field(description="ISO day on which it was compared with the articles.")
    points: list[PointView] = Field(description="Its points.")


class FormView(BaseModel):
    """A model document."""

    id: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    about: str = Field(description="What it is for.")
    rests_on: list[str] = Field(description="Articles that ask for its contents.")
    fields: list[dict[str, Any]] = Field(description="Fields: name, label, required, lines.")

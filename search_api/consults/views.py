"""Bodies of requests and answers about consults and recusal."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from experts.consults.evaluation import Evaluation
from experts.matching.dispute import Dispute
from experts.names.compare import RELATIONS
from office.recusal.models import Decision

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Body(BaseModel):
    """A body of a request; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class AttachmentBody(Body):
    """A case to go with a question: a document of the library, or a text; redacted before it is kept."""

    document_id: str = Field(default="", max_length=200, description="Id in the library; empty for a text.")
    title: str = Field(default="", max_length=300, description="Title of a text.")
    text: str = Field(
        default="", max_length=200_000, description="A case text; its first 6,000 characters are kept."
    )


class AskBody(Body):
    """A question to the experts."""

    title: Name = Field(description="In one line.")
    question: Words = Field(description="The question; names and numbers are replaced before it is kept.")
    types: list[Annotated[str, Field(pattern=r"^[A-Z]\d{2}$")]] = Field(
        default=[],
        max_length=5,
        description="Dispute type codes; read from the question where none are given.",
    )
    attachments: list[AttachmentBody] = Field(default=[], max_length=5, description="Cases that go with it.")


class TakeBody(Body):
    """Who takes it up."""

    expert: Annotated[str, Field(min_length=1, max_length=40)] = Field(
        description="Id on the roster of an expert it was routed to."
    )


class NoteBody(Body):
    """Words that go with a step."""

    note: Words = Field(description="What is to be said, or why.")


class ExtendBody(Body):
    """More time for the answer."""

    days: int = Field(ge=1, le=60, description="Working days from today.")
    reason: Words = Field(description="Why.")


class AnswerBody(Body):
    """An answer with its basis."""

    text: Words = Field(description="The answer; articles cited in it are found by themselves.")
    statutes: list[Name] = Field(default=[], max_length=50, description="Articles, such as 证券法第八十八条.")
    cases: list[Name] = Field(default=[], max_length=20, description="Cases by id, 案号 or exact title.")
    evaluation: Evaluation | None = Field(
        default=None, description="Fields of a neutral evaluation (中立评估)."
    )


class RatingBody(Body):
    """The asker's rating."""

    rating: int = Field(ge=1, le=5, description="1 to 5; 5 is best.")
    note: str = Field(default="", max_length=2_000, description="In words.")


class LimitsBody(Body):
    """Time limits of an organisation, in working days."""

    organisation: str = Field(default="", max_length=200, description="Empty for those without one.")
    take_days: int = Field(ge=1, le=60, description="For taking up.")
    answer_days: int = Field(ge=1, le=60, description="For the answer, from taking up.")


class DueView(BaseModel):
    """What is due of a consult."""

    kind: str = Field(description="take or answer.")
    last_day: dt.date = Field(description="Last day of the time limit.")
    working_days: int = Field(description="Working days left; negative when late.")
    text: str = Field(description="For people.")
    provisional: bool = Field(description="Whether holidays not yet published could move the day.")


class ConsultRow(BaseModel):
    """A consult in a list."""

    id: int = Field(description="Its number.")
    at: dt.datetime = Field(description="When it was asked, UTC.")
    title: str = Field(description="In one line, redacted.")
    types: list[str] = Field(description="Dispute type codes.")
    type_labels: list[str] = Field(description="Dispute types for people.")
    state: str = Field(description="asked, taken, returned, answered, rated or withdrawn.")
    state_label: str = Field(description="State for people.")
    asker: str = Field(description="Login name of the asker.")
    organisation: str = Field(description="Organisation of the asker.")
    expert: str = Field(description="Name of the expert who took it up; empty before.")
    rating: int | None = Field(description="1 to 5; null before.")
    proposed: bool = Field(description="Whether it was proposed for the bank of standard answers.")
    due: DueView | None = Field(description="What is due now; null for nothing.")


class AttachedView(BaseModel):
    """A case that came with a question, redacted."""

    document_id: str = Field(description="Id in the library; empty for a text.")
    title: str = Field(description="Title.")
    text: str = Field(description="Text, or its beginning.")


class CandidateView(BaseModel):
    """An expert it was routed to."""

    id: str = Field(description="Id on the roster.")
    name: str = Field(description="Name.")
    occupation: str = Field(description="Profession.")


class AnswerView(BaseModel):
    """An answer."""

    id: int = Field(description="Its number.")
    at: dt.datetime = Field(description="When, UTC.")
    expert: str = Field(description="Name of the expert.")
    text: str = Field(description="The answer.")
    basis: list[dict[str, Any]] = Field(
        description="Articles: law, article, state, state_label, document, version."
    )
    cases: list[dict[str, str]] = Field(description="Cases: id, title.")
    evaluation: Evaluation | None = Field(description="Neutral evaluation; null for a plain answer.")


class StepView(BaseModel):
    """One step."""

    at: dt.datetime = Field(description="When, UTC.")
    who: str = Field(description="Login name.")
    step: str = Field(description="Its name.")
    label: str = Field(description="For people.")
    note: str = Field(description="In words, redacted.")


class ConsultView(ConsultRow):
    """A whole consult, for one viewer."""

    question: str = Field(description="Redacted.")
    attachments: list[AttachedView] = Field(description="Cases that came with it.")
    candidates: list[CandidateView] = Field(description="Experts it was routed to.")
    answers: list[AnswerView] = Field(description="Oldest first.")
    steps: list[StepView] = Field(description="Oldest first.")
    rating_note: str = Field(description="The asker's words.")
    parent: int | None = Field(description="Number of the consult that this is a second opinion of.")
    second_opinions: list[int] = Field(description="Numbers of second opinions on this one.")
    may: list[str] = Field(description="Steps that this viewer may take now.")


class DeadlineView(BaseModel):
    """A time limit of mediation, and when it ends for a day."""

    id: str = Field(description="Its id.")
    name: str = Field(description="For people.")
    limit: int = Field(description="How many units.")
    unit: str = Field(description="working_days, days or months.")
    starts: str = Field(description="The event whose day is not counted.")
    last_day: dt.date = Field(description="Last day, for the day asked about.")
    extends: bool = Field(description="Whether the parties may agree on more time.")
    source: str = Field(description="The rule.")
    sure: str = Field(description="verified (rule read), reported (press only) or setting (no legal number).")
    note: str = Field(description="What must be said beside the day; empty for nothing.")


class CompareBody(Body):
    """Two names and what is known of them."""

    a: Name = Field(description="A name.")
    b: Name = Field(description="The other.")
    facts: list[dict[str, str]] = Field(
        default=[], max_length=500, description="Lines such as {entity, parent} or {side, birth}."
    )


class ComparedView(BaseModel):
    """What ties two names."""

    possible_conflict: bool = Field(description="Whether the officer must look.")
    relation: str = Field(description=f"One of {', '.join(RELATIONS)}.")
    why: str = Field(description="For people.")


class CheckBody(Body):
    """A dispute and the people to be checked against it."""

    dispute: Dispute = Field(description="Parties, agents, case number.")
    people: list[str] = Field(default=[], max_length=500, description="Ids on the roster; empty for all.")


class GroundView(BaseModel):
    """A class of grounds, without any detail."""

    name: str = Field(description="Name of the ground.")
    likely: bool = Field(description="False where only the names suggest it.")
    waivable: bool = Field(description="Whether the parties may accept the person in writing.")
    sources: list[str] = Field(description="Rules.")


class CheckedView(BaseModel):
    """A person and the open grounds."""

    id: str = Field(description="Id on the roster.")
    name: str = Field(description="Name.")
    grounds: list[GroundView] = Field(
        description="Each class once; empty: nothing stands against the person."
    )


class DecisionBody(Body):
    """The officer's decision on recusal."""

    dispute: Dispute = Field(description="The dispute.")
    person: Annotated[str, Field(min_length=1, max_length=40)] = Field(description="Id on the roster.")
    decision: Decision = Field(
        description="recuse, cleared (no ground on inspection) or consented (all parties, in writing)."
    )
    reason: Words = Field(description="Why.")
    consents: dict[int, Name] = Field(
        default={}, max_length=200, description="Of consented: party's number to where its consent is kept."
    )


class DecisionView(BaseModel):
    """A decision as it is kept."""

    id: int = Field(description="Its number.")
    at: dt.datetime = Field(description="When, UTC.")
    who: str = Field(description="Login name of the officer.")
    person: str = Field(description="Id on the roster.")
    decision: str = Field(description="recuse, cleared or consented.")
    label: str = Field(description="For people.")
    grounds: list[str] = Field(description="Names of the grounds found then.")

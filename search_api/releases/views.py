"""Bodies of requests and answers about case releases."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from search_api.desk.views import Body, DocumentId
from search_api.releases.comparing import Difference
from search_api.releases.findings import Finding
from search_api.releases.model import CaseContent
from search_api.releases.suggesting import Suggestion

FormName = Literal["typical", "guiding", "mediation", "paper", "suggestion"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5_000)]
Issuers = Annotated[list[Name], Field(max_length=20, description="发布单位; each of them approves.")]


class CandidateBody(Body):
    """A document to propose."""

    document_id: DocumentId = Field(description="Document of the library.")
    reason: Reason = Field(description="推荐理由.")
    origin: Literal["search", "folder", "organisation", "program"] = Field(
        default="search",
        description="Where it was found; organisation: proposed by a mediation organisation.",
    )
    rule: str = Field(default="", max_length=40, description="Rule of the program that found it.")


class DecisionBody(Body):
    """What becomes of a candidate."""

    state: Literal["proposed", "declined", "withdrawn"] = Field(description="Its state from now on.")
    reason: Reason = Field(default="", description="Why; needed to decline.")


class CandidateView(BaseModel):
    """A candidate."""

    model_config = ConfigDict(from_attributes=True)
    id: int = Field(description="Number of the candidate.")
    document_id: str = Field(description="Document of the library.")
    title: str = Field(description="Its title when it was proposed.")
    origin: str = Field(description="search, folder, organisation or program.")
    rule: str = Field(description="Rule of the program; empty for a person.")
    reason: str = Field(description="推荐理由.")
    proposed_by: str = Field(description="Login name.")
    organisation: str = Field(description="Organisation of the one who proposed it.")
    state: str = Field(description="proposed, taken, declined or withdrawn.")
    decision: str = Field(description="Why it was declined or withdrawn.")
    decided_by: str = Field(description="Who decided; empty while it is open.")
    created: dt.datetime = Field(description="When it was proposed, UTC.")
    alike: list[str] = Field(
        default_factory=list, description="Other candidates of parallel cases, by title."
    )
    released: list[str] = Field(default_factory=list, description="Numbers of editions that hold this case.")


class SuggestionList(BaseModel):
    """What the program proposes."""

    items: list[Suggestion] = Field(description="By rule.")
    total: int = Field(description="How many.")


class ReleaseBody(Body):
    """A batch to begin."""

    title: Name = Field(description="标题.")
    form: FormName = Field(default="typical", description="Form of its cases.")
    issuers: Issuers = []


class ReleaseChange(Body):
    """What to change of a batch; what is left out stays."""

    title: Name | None = Field(default=None, description="标题.")
    number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = Field(
        default=None, description="批次号, such as 2026年第1批."
    )
    form: FormName | None = Field(default=None, description="Form of its cases.")
    issuers: Issuers | None = Field(default=None, description="发布单位; each of them approves.")
    preface: Annotated[str, StringConstraints(max_length=20_000)] | None = Field(
        default=None, description="前言."
    )


class AddBody(Body):
    """A case to add: from a candidate, a document, or empty."""

    document_id: str = Field(
        default="", max_length=200, description="Document of the library; empty for none."
    )
    candidate: int | None = Field(default=None, ge=1, description="Candidate that it comes from.")


class SaveBody(Body):
    """An edited case."""

    content: CaseContent = Field(description="The whole case.")
    version: int = Field(ge=1, description="The version that was edited.")


class OrderBody(Body):
    """An order of cases."""

    ids: list[int] = Field(max_length=500, description="Every case of the batch, in order.")


class Accepted(Body):
    """One proposal to carry out."""

    place: str = Field(max_length=100, description="title, subtitle, or SECTION/BLOCK.")
    start: int = Field(ge=0, description="Code point in that text.")
    end: int = Field(ge=0, description="Code point, exclusive.")


class RedactBody(Body):
    """Proposals to carry out, or words that may stay."""

    version: int = Field(ge=1, description="The version that was looked at.")
    accept: list[Accepted] = Field(default_factory=list, max_length=5_000, description="Carry these out.")
    accept_all: bool = Field(default=False, description="Carry out every proposal.")
    keep: str = Field(default="", max_length=500, description="These words may stay.")
    reason: Reason = Field(default="", description="Why they may stay.")


class RemarkBody(Body):
    """A remark."""

    block: str = Field(default="", max_length=100, description="SECTION/BLOCK; empty for the whole case.")
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)] = Field(
        description="What to look at."
    )


class ResolveBody(Body):
    """Whether a remark was dealt with."""

    done: bool = Field(default=True, description="false opens it again.")


class RemarkView(BaseModel):
    """A remark."""

    model_config = ConfigDict(from_attributes=True)
    id: int = Field(description="Number of the remark.")
    case_id: int = Field(description="The case.")
    block: str = Field(description="SECTION/BLOCK; empty for the whole case.")
    text: str = Field(description="What to look at.")
    by: str = Field(description="Login name.")
    at: dt.datetime = Field(description="When, UTC.")
    resolved: dt.datetime | None = Field(description="When it was dealt with; null while open.")
    resolved_by: str = Field(description="By whom.")


class StepBody(Body):
    """A step on the way to publication."""

    action: Literal["check", "return", "approve", "publish", "withdraw"] = Field(description="The step.")
    note: Reason = Field(default="", description="Why; needed to return or withdraw.")
    issuer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        default="", description="For which issuer one approves; one's own by default."
    )


class StepView(BaseModel):
    """A step that was taken."""

    model_config = ConfigDict(from_attributes=True)
    action: str = Field(description="look, check, return, approve, publish or withdraw.")
    by: str = Field(description="Login name.")
    organisation: str = Field(description="For whom.")
    note: str = Field(description="Why.")
    at: dt.datetime = Field(description="When, UTC.")


class CaseView(BaseModel):
    """A case of a batch."""

    id: int = Field(description="Number of the case.")
    document_id: str = Field(description="Source in the library; empty for none.")
    content: CaseContent = Field(description="What it says.")
    version: int = Field(description="Its version.")
    changed: dt.datetime = Field(description="When, UTC.")
    changed_by: str = Field(description="By whom.")


class ReleaseRow(BaseModel):
    """A batch in a list."""

    model_config = ConfigDict(from_attributes=True)
    id: int = Field(description="Number of the batch in this program.")
    title: str = Field(description="标题.")
    number: str = Field(description="批次号; empty until it has one.")
    form: str = Field(description="Form of its cases.")
    issuers: list[str] = Field(description="发布单位.")
    preface: str = Field(description="前言.")
    state: str = Field(description="draft, checked, approved, published or withdrawn.")
    version: int = Field(description="Counts every change.")
    made_by: str = Field(description="Login name.")
    changed: dt.datetime = Field(description="When, UTC.")
    deleted: dt.datetime | None = Field(description="When it was deleted; null while it is there.")


class ReleaseView(ReleaseRow):
    """A batch with its cases and steps."""

    cases: list[CaseView] = Field(description="In order.")
    steps: list[StepView] = Field(description="Oldest first.")
    remarks: list[RemarkView] = Field(description="On any of its cases, oldest first.")


class CheckView(BaseModel):
    """What a check found."""

    findings: list[Finding] = Field(description="Those that block first.")
    blocking: int = Field(description="How many block publication.")


class VersionRow(BaseModel):
    """A kept version of a case."""

    model_config = ConfigDict(from_attributes=True)
    version: int = Field(description="Its number.")
    by: str = Field(description="Login name.")
    at: dt.datetime = Field(description="When, UTC.")


class DifferenceView(BaseModel):
    """What differs between two versions of a case."""

    case_id: int = Field(description="The case.")
    before: int = Field(description="The older version; 0: there was none.")
    after: int = Field(description="The newer version.")
    places: list[Difference] = Field(description="Every place that differs.")


class SinceView(BaseModel):
    """What changed since somebody's last look."""

    since: dt.datetime | None = Field(description="Their last look, UTC; null: they never looked.")
    cases: list[DifferenceView] = Field(description="Cases that differ.")
    gone: list[int] = Field(description="Cases that were taken out since.")


class EditionRow(BaseModel):
    """A published batch."""

    release_id: int = Field(description="The batch.")
    number: str = Field(description="批次号.")
    title: str = Field(description="标题.")
    form: str = Field(description="Form of its cases.")
    issuers: list[str] = Field(description="发布单位.")
    cases: int = Field(description="How many cases.")
    made: dt.datetime = Field(description="When it was published, UTC.")
    sha256: str = Field(description="Hash over number, moment and content.")
    intact: bool = Field(description="Whether the content still gives the hash.")
    withdrawn: dt.datetime | None = Field(description="When it was withdrawn, UTC; null while it stands.")
    reason: str = Field(description="Why it was withdrawn.")


class EditionView(EditionRow):
    """A published batch with what it says."""

    preface: str = Field(description="前言.")
    contents: list[CaseContent] = Field(description="Its cases; of a withdrawn batch none are shown.")

"""Bodies of requests and responses that are not retrieval's own."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """A list with its total."""

    items: list[T] = Field(description="The items of this page.")
    total: int = Field(description="How many there are altogether.")
    next_cursor: str | None = Field(
        default=None, description="Cursor of the next page; null on the last page."
    )


class Health(BaseModel):
    """Whether the service can answer."""

    status: str = Field(
        description="ok; no_library when nothing is indexed yet; else the code of what keeps the index from "
        "being searched, such as engine_unreachable."
    )
    documents: int = Field(description="Documents in the library.")
    encoder: str | None = Field(description="Name of the encoder; null without vectors.")
    version: str = Field(description="Version of the program.")


class Labels(BaseModel):
    """What people are shown for the names that requests and answers use."""

    fields: dict[str, str] = Field(description="Chinese name of each filter field.")
    values: dict[str, dict[str, str]] = Field(
        description="Chinese name of each value, by field; only of closed vocabularies such as kind."
    )
    sections: dict[str, str] = Field(description="Chinese name of each section role.")


class SimilarBody(BaseModel):
    """A case to find similar ones for: its text, or the id of a document of the library; one of the two."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(
        default="", max_length=200_000, description="Text of the case, up to 200,000 characters."
    )
    document_id: str = Field(default="", max_length=200, description="Id of a document of the library.")
    filters: list[str] = Field(
        default_factory=list,
        max_length=50,
        description="Filters such as kind=judgment, year=2020..2024, court!=…",
    )
    limit: int = Field(default=10, ge=1, le=100, description="Most hits to return.")
    mode: str = Field(
        default="hybrid", pattern="^(hybrid|lexical|vector)$", description="hybrid, lexical or vector."
    )
    group: bool = Field(default=True, description="Fold near-identical parallel cases under one row.")
    sort: Literal["relevance", "authority"] = Field(
        default="relevance", description="relevance, or authority: the order of 法发〔2020〕24号 art. 4."
    )
    home_court: str = Field(
        default="", max_length=60, description="The searcher's own court, for the order by authority."
    )
    within: list[Annotated[str, Field(max_length=200)]] = Field(
        default_factory=list, max_length=5, description="Words that every result must hold besides."
    )
    explain: bool = Field(default=False, description="Give the matching passages of every hit.")
    rules: bool = Field(default=False, description="Give the articles that apply.")
    opposing: bool = Field(default=False, description="Give the best hits that went the other way.")


class TextBody(BaseModel):
    """A text; nothing of it is stored."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=500_000, description="The text, up to 500,000 characters.")


class ParseBody(TextBody):
    """A text to parse."""

    kind: str | None = Field(
        default=None, description="What it is (judgment, guiding, mediation …); null lets the parser decide."
    )
    with_text: bool = Field(default=False, description="Return the text too, which offsets count in.")


class RedactBody(TextBody):
    """A text to redact."""

    policy: str = Field(default="default", max_length=40, description="Name of the redaction policy.")


class Replacement(BaseModel):
    """One replaced range of the input."""

    start: int = Field(description="Code-point offset in the input.")
    end: int = Field(description="End, exclusive.")
    kind: str = Field(description="What was found: person, organisation, phone …")
    replacement: str = Field(description="What stands there now.")


class Redacted(BaseModel):
    """A text with personal data replaced."""

    text: str = Field(description="The redacted text.")
    replacements: list[Replacement] = Field(description="What was replaced, in order.")


class Alternative(BaseModel):
    """Another dispute type that the text may be."""

    l2: str = Field(description="Code of the dispute type.")
    confidence: float = Field(description="Calibrated probability in [0, 1].")


class Classified(BaseModel):
    """Dispute type of a text."""

    l1: str | None = Field(description="Sector; null when the text is not about a known dispute.")
    l2: str | None = Field(description="Code of the dispute type, such as S07.")
    label: str = Field(description="Chinese label of the dispute type.")
    confidence: float = Field(description="Calibrated probability in [0, 1].")
    alternatives: list[Alternative] = Field(description="Other types, most likely first.")
    cause: str | None = Field(description="Cause of action that goes with it.")


class Reference(BaseModel):
    """Another document, in short."""

    id: str = Field(description="Id of the document.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="Its kind.")
    case_number: str = Field(description="Its case number; empty when it has none.")
    date: str | None = Field(description="Its date, ISO.")


class CitedCase(BaseModel):
    """A case that is cited, with the documents of the library that it is."""

    identifier: str = Field(description="Canonical identifier as cited.")
    documents: list[Reference] = Field(description="Documents with this identifier; empty when none is held.")


class SectionView(BaseModel):
    """A section with its text."""

    role: str = Field(description="Role: facts, reasoning, ruling …")
    label: str = Field(description="Chinese name of the role.")
    heading: str = Field(description="Heading as written.")
    start: int = Field(description="Code-point offset in the document's text.")
    end: int = Field(description="End, exclusive.")
    instance: int = Field(description="0 for its own; 1, 2 for a quoted lower instance.")
    text: str = Field(description="The section's text.")


class StatuteView(BaseModel):
    """A cited provision."""

    law: str = Field(description="Full name of the law.")
    article: int | None = Field(description="Article; null when the law as a whole is cited.")
    suffix: int = Field(description="1 for 之一; 0 otherwise.")
    paragraph: int | None = Field(description="款, from 1.")
    item: int | None = Field(description="项, from 1.")
    label: str = Field(description="The provision for people.")
    documents: list[str] = Field(description="Ids of the article in the library; empty when it is not held.")
    gist: bool = Field(
        description="Whether what is held is a gist in our own words (要点), no official text."
    )


class DocumentView(BaseModel):
    """A document in full."""

    id: str = Field(description="Id of the document.")
    kind: str = Field(description="Its kind.")
    kind_label: str = Field(description="Chinese name of the kind.")
    title: str = Field(description="Its title.")
    tier: str = Field(description="Authority under 法发〔2020〕24号 art. 4; practice for mediation.")
    source: str = Field(description="File it was read from.")
    text: str = Field(description="The extracted text; every offset counts its code points.")
    sections: list[SectionView] = Field(description="Its sections in order.")
    statutes: list[StatuteView] = Field(description="Provisions it cites, each once.")
    cited_cases: list[CitedCase] = Field(description="Cases it cites.")
    cited_by: list[Reference] = Field(description="Documents that cite it, newest first.")
    dispute_labels: dict[str, str] = Field(description="Chinese labels of its dispute types, by code.")
    parsed: dict[str, Any] = Field(
        description="Everything understood: court, date, cause, parties, agents, judges, amounts, outcome, "
        "key dates, mediation, access, warnings; as `fengqiao parse --json` prints it."
    )

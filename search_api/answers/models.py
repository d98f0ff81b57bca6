"""What ``fengqiao ask --json`` and ``/v1/answers`` give."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["entry", "declined", "none"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class AnswerRequest(_Frozen):
    """One question; owns every limit."""

    question: str = Field(min_length=1, max_length=2_000)
    """The question, in whatever words; several in one are told apart."""
    case: str = Field(default="", max_length=20_000)
    """Text of the case at hand, for a question that refers to it."""
    day: dt.date | None = None
    """Day on which the rule should hold; null for today."""
    cases: int = Field(default=3, ge=0, le=10)
    """Most precedents on each side."""


class BasisView(_Frozen):
    """An article that the answer rests on."""

    law: str
    """Full name of the law."""
    article: int
    """Number of the article."""
    version: str
    """ISO date of the version that the answer was checked against."""
    suffix: int = 0
    """1 for 之一."""
    label: str = ""
    """For people."""
    gist: str = ""
    """What it says in our own words (要点，非条文原文); empty where the official text is held."""
    text: str = ""
    """The official text, where the library holds it."""
    document_id: str = ""
    """Id of the article in the library; empty when it is not held."""
    newer_version: str = ""
    """ISO date of a newer version in the library; the answer then needs a second look."""


class PaperView(_Frozen):
    """A policy paper that the answer rests on."""

    title: str
    """Title of the paper."""
    section: str
    """Section of the paper."""


class CaseView(_Frozen):
    """A precedent."""

    id: str
    """Id in the library."""
    title: str
    """Its title."""
    kind: str
    """Kind of document."""
    stance: Literal["for", "against", "mixed"]
    """Whether the claim was granted (支持), rejected (驳回) or partly granted."""
    outcome: str
    """Normalised outcome."""
    tier: str
    """Authority; `practice` for mediation, which is never a legal basis."""
    court: str = ""
    """Court or organisation."""
    date: str = ""
    """ISO date."""
    case_number: str = ""
    """案号."""
    quote: str = ""
    """A cut of its text."""
    score: float = 0.0
    """In [0, 1], higher is more alike."""
    fictional: bool = False
    """Made-up sample material."""


class ArticleHint(_Frozen):
    """An article that may bear on a question without a standard answer."""

    law: str
    """Full name of the law."""
    article: int
    """Number of the article."""
    version: str
    """ISO date of the version."""
    document_id: str
    """Id in the library."""
    text: str
    """A cut of the official text, or the gist."""
    gist: bool
    """Whether the text is a gist in our own words (要点，非条文原文)."""
    score: float
    """In [0, 1], higher is more alike."""


class Suggestion(_Frozen):
    """A question of the bank that is near but not sure."""

    entry_id: str
    """Id of the entry."""
    question: str
    """Its question."""


class Consult(_Frozen):
    """Who to ask next."""

    advised: bool
    """Whether a consult is advised, because there is no sure answer."""
    why: str
    """Why, in Chinese."""
    dispute_types: list[str]
    """Codes of 纠纷类型 to look for experts by."""
    labels: list[str]
    """Their Chinese labels."""


class Part(_Frozen):
    """The answer to one of the questions."""

    question: str
    """The question as told apart."""
    status: Status
    """entry: answered by a standard answer; declined: not for this bank; none: no standard answer."""
    confidence: float
    """Calibrated probability in [0, 1] that the best entry answers it."""
    answer: str
    """The short answer, or why there is none."""
    entry_id: str = ""
    """The entry; empty where there is none."""
    entry_version: int = 0
    """Version of the entry, 1 for the first."""
    entry_question: str = ""
    """The question of the entry."""
    full_answer: str = ""
    """The full answer."""
    steps: list[str] = []
    """What to do, in order."""
    evidence: list[str] = []
    """What to keep."""
    risk_note: str = ""
    """What may be different in a case."""
    review_note: str = ""
    """How and when the answer was checked."""
    notices: list[str] = []
    """About rules that do not hold yet, no longer, or in another version."""
    valid_from: str = ""
    """ISO date from which the rule holds; empty when always."""
    valid_to: str = ""
    """ISO date to which it holds; empty while in force."""
    basis: list[BasisView] = []
    """Articles."""
    papers: list[PaperView] = []
    """Policy papers."""
    dispute_types: list[str] = []
    """Codes of 纠纷类型."""
    group: str = ""
    """Where declined: outside, beside, chat, market, unlawful, privacy or prompt."""
    turn_to: str = ""
    """Where to turn instead."""
    suggestions: list[Suggestion] = []
    """Near entries, where none is sure."""
    articles: list[ArticleHint] = []
    """Articles that may bear on it, where there is no standard answer."""


class Answer(_Frozen):
    """The answer to everything asked."""

    question: str
    """As it came in."""
    answered: bool
    """Whether a standard answer is shown for at least one of the questions."""
    answer: str
    """The short answers, or why there is none."""
    basis: list[BasisView]
    """Articles of all parts, each once."""
    entry_id: str
    """Entry of the first answered part; empty when there is none."""
    confidence: float
    """Of the first answered part, or of the first."""
    cases: list[CaseView]
    """Precedents for and against, from the library."""
    consult: Consult
    """Whether a consult is advised, and experts of which field to ask."""
    parts: list[Part]
    """One for each question told apart."""
    record_id: str = ""
    """Number under which what was answered is kept; empty when it is not."""
    took_ms: float = 0.0
    """Time in the service, milliseconds."""
    day: str = ""
    """ISO day that the rules were looked at for."""

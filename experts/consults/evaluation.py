"""Neutral evaluation (中立评估): an expert's written view of both sides' positions, without binding force."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class Evaluation(BaseModel):
    """What a neutral evaluation says beside the answer itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: Words = Field(description="基本事实 that the evaluation rests on.")
    issues: Words = Field(description="争议焦点.")
    applicant: Words = Field(description="Strong and weak points of the applicant's position.")
    respondent: Words = Field(description="Strong and weak points of the respondent's position.")
    outcome: Words = Field(description="Likely outcome, as a range, with the reasons.")
    proposal: Words = Field(description="Proposal for a settlement.")
    reservations: str = Field(default="", max_length=10_000, description="What was not clear or not seen.")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of it."""
        return (
            self.facts,
            self.issues,
            self.applicant,
            self.respondent,
            self.outcome,
            self.proposal,
            self.reservations,
        )

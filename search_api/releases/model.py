"""What a case of a batch says while it is written."""

from pydantic import BaseModel, ConfigDict, Field

LONG = 20_000


class Part(BaseModel):
    """A part of a case; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSpan(Part):
    """Where a paragraph comes from."""

    document_id: str = Field(max_length=200, description="Document of the library.")
    start: int = Field(ge=0, description="Code point in its text.")
    end: int = Field(ge=0, description="Code point in its text, exclusive.")


class Block(Part):
    """A paragraph."""

    id: str = Field(min_length=1, max_length=40, description="Stable within the case.")
    text: str = Field(default="", max_length=LONG, description="What it says.")
    source: SourceSpan | None = Field(default=None, description="Its source; null for what was written anew.")


class CaseSection(Part):
    """A section of the form."""

    key: str = Field(max_length=40, description="Key of the form's section.")
    blocks: list[Block] = Field(default_factory=list, max_length=400, description="Paragraphs.")

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(block.text for block in self.blocks if block.text.strip())


class Kept(Part):
    """A proposed replacement that was refused (保留): the words may stay."""

    value: str = Field(min_length=1, max_length=500, description="The words.")
    kind: str = Field(max_length=40, description="What the redactor took them for.")
    reason: str = Field(min_length=1, max_length=500, description="Why they may stay.")


class Consent(Part):
    """Why a confidential record may be released: the parties' consent and who approved it."""

    parties: bool = Field(default=False, description="The parties agreed in writing.")
    approval: str = Field(default="", max_length=500, description="Who approved the release, and when.")

    @property
    def given(self) -> bool:
        """Whether the parties agreed or somebody approved."""
        return self.parties or bool(self.approval.strip())


class CaseContent(Part):
    """A whole case."""

    title: str = Field(default="", max_length=300, description="标题.")
    subtitle: str = Field(default="", max_length=300, description="副题: the rule in one sentence.")
    sections: list[CaseSection] = Field(
        default_factory=list, max_length=20, description="Sections of the form."
    )
    kept: list[Kept] = Field(default_factory=list, max_length=500, description="Words that may stay.")
    consent: Consent = Field(default_factory=Consent, description="For a source that is not public.")
    fictional: bool = Field(default=False, description="From made-up sample material (示例).")

    def section(self, key: str) -> CaseSection:
        """The section, empty where it was not begun."""
        return next((s for s in self.sections if s.key == key), CaseSection(key=key))

    def places(self) -> dict[str, str]:
        """Every text by its place: ``title``, ``subtitle``, ``SECTION/BLOCK``."""
        blocks = {f"{s.key}/{block.id}": block.text for s in self.sections for block in s.blocks}
        return {"title": self.title, "subtitle": self.subtitle, **blocks}

"""What an edition says: made at publication from the batch, read again from what was kept."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from office.releases.editions import edition_hash
from office.releases.models import Release, ReleaseCase, ReleaseEdition, ReleaseWithdrawal
from search_api.papers import to_docx, to_pdf
from search_api.releases.forms import Form, forms
from search_api.releases.layout import paper
from search_api.releases.model import CaseContent, Part
from search_api.releases.page import page
from search_api.releases.views import EditionRow, EditionView
from search_api.reports.drafting import beijing

Format = Literal["docx", "pdf", "html"]
FORMATS: dict[str, Format] = {".docx": "docx", ".pdf": "pdf", ".html": "html"}


class EditionContent(Part):
    """Everything that is published of a batch."""

    title: str = Field(description="标题.")
    number: str = Field(description="批次号.")
    form: str = Field(description="Form of its cases.")
    issuers: list[str] = Field(description="发布单位.")
    preface: str = Field(description="前言.")
    cases: list[CaseContent] = Field(description="In order.")
    sources: list[str] = Field(description="Source of each case in the library; never shown.")

    @property
    def made_in(self) -> Form:
        """Its form."""
        return forms()[self.form]


def content(release: Release, cases: Sequence[ReleaseCase]) -> EditionContent:
    """What would be published of a batch as it stands."""
    return EditionContent(
        title=release.title,
        number=release.number,
        form=release.form,
        issuers=list(release.issuers),
        preface=release.preface,
        cases=[CaseContent.model_validate(case.content) for case in cases],
        sources=[case.document_id for case in cases],
    )


def public(made: EditionContent) -> EditionContent:
    """The same without what is the editors' own: words that were let stay, consents, spans of the sources."""
    cases = []
    for case in made.cases:
        sections = [
            section.model_copy(
                update={"blocks": [b.model_copy(update={"source": None}) for b in section.blocks]}
            )
            for section in case.sections
        ]
        cases.append(
            CaseContent(title=case.title, subtitle=case.subtitle, sections=sections, fictional=case.fictional)
        )
    return made.model_copy(update={"cases": cases})


def content_of(edition: ReleaseEdition) -> EditionContent:
    """What a kept edition says."""
    return EditionContent.model_validate(json.loads(edition.content))


def exported(made: EditionContent, format: Format, state: str, sha256: str = "", notice: str = "") -> bytes:
    """A batch as a file.

    Raises:
        NoChineseFont: for a PDF, there is no font to embed.
    """
    if format == "html":
        return page(
            made.title, made.number, made.issuers, made.preface, made.made_in, made.cases,
            state=state, sha256=sha256, notice=notice,
        ).encode()  # fmt: skip
    printed = paper(
        made.title,
        made.number,
        made.issuers,
        made.preface,
        made.made_in,
        made.cases,
        state=state,
        sha256=sha256,
    )
    return to_docx(printed) if format == "docx" else to_pdf(printed)


def published_on(moment: dt.datetime) -> str:
    """What stands under the title of an edition."""
    return f"{beijing(moment)[:10]} 发布"


def notice_of(withdrawal: ReleaseWithdrawal | None) -> str:
    """The notice of a withdrawal; empty while the edition stands."""
    if withdrawal is None:
        return ""
    return f"本批案例已于{beijing(withdrawal.at)[:10]}撤回，不再作为发布案例使用。理由：{withdrawal.reason}"


def row(edition: ReleaseEdition, withdrawal: ReleaseWithdrawal | None) -> EditionRow:
    """An edition in a list."""
    held = content_of(edition)
    return EditionRow(
        release_id=edition.release_id,
        number=edition.number,
        title=held.title,
        form=held.form,
        issuers=held.issuers,
        cases=len(held.cases),
        made=edition.made,
        sha256=edition.sha256,
        intact=edition_hash(edition) == edition.sha256,
        withdrawn=withdrawal.at if withdrawal else None,
        reason=withdrawal.reason if withdrawal else "",
    )


def view(edition: ReleaseEdition, withdrawal: ReleaseWithdrawal | None) -> EditionView:
    """An edition with what it says; a withdrawn one tells only that it was withdrawn."""
    held = content_of(edition)
    return EditionView(
        **row(edition, withdrawal).model_dump(),
        preface=held.preface if withdrawal is None else "",
        contents=held.cases if withdrawal is None else [],
    )

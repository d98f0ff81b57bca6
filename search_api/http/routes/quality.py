"""The periodic quality report (质效分析报告)."""

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from experts.calendar import china_day
from experts.consults.rights import sees
from experts.quality import QualityReport, measure
from office.base import now
from office.consults import store
from office.identity import Actor
from office.store import Office
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.desk_rows import MemberNow
from search_api.http.state import OfficeNow, SearcherNow
from search_api.papers import to_docx
from search_api.quality import quality_paper, to_xlsx
from search_api.quality.records import mediation_records
from search_api.retrieval import Searcher
from search_api.retrieval.errors import QueryError
from search_api.retrieval.similarity import dispute_label

router = APIRouter(tags=["quality"])
Begin = Annotated[dt.date, Query(alias="from", description="First day of the period.")]
End = Annotated[dt.date, Query(alias="to", description="Last day of the period.")]
SCOPE = "检索库中本账号可见的调解记录与咨询"


class QualityView(BaseModel):
    """The report; rates are null below 30 closed cases (样本不足)."""

    begin: dt.date = Field(description="First day.")
    end: dt.date = Field(description="Last day.")
    organisations: list[dict[str, Any]] = Field(
        description="Figures by organisation, in order of name; not a ranking."
    )
    total: dict[str, Any] = Field(description="The same over all.")
    consults: list[dict[str, Any]] = Field(description="Consults by the asker's organisation.")
    undated: int = Field(description="Records without dates, left out.")
    type_labels: dict[str, str] = Field(description="Dispute types for people, by code.")
    scope: str = Field(description="What it was drawn from.")


@router.get("/quality", summary="Quality report of the mediation organisations")
def quality(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, begin: Begin, end: End
) -> QualityView:
    """From the mediation records and consults that you may read."""
    report = _report(office, searcher, actor, begin, end)
    codes = {code for row in (*report.organisations, report.total) for code, _ in row.mix if code}
    rows = [asdict(row) | {"rate_text": row.rate_text} for row in report.organisations]
    return QualityView(
        begin=begin,
        end=end,
        organisations=rows,
        total=asdict(report.total) | {"rate_text": report.total.rate_text},
        consults=[asdict(row) for row in report.consults],
        undated=report.undated,
        type_labels={code: dispute_label(code) for code in sorted(codes)},
        scope=SCOPE,
    )


@router.get(
    "/quality/export",
    summary="Quality report as a file",
    response_class=Response,
    responses=file_responses("docx", "xlsx"),
)
def export(
    office: OfficeNow, searcher: SearcherNow, actor: MemberNow, begin: Begin, end: End,
    format: Annotated[Literal["docx", "xlsx"], Query(description="docx or xlsx.")] = "docx",
) -> Response:  # fmt: skip
    """As .docx for reading, as .xlsx for counting."""
    report = _report(office, searcher, actor, begin, end)
    body = to_xlsx(report) if format == "xlsx" else to_docx(quality_paper(report, china_day(now()), SCOPE))
    return attachment(body, f"质效分析报告_{begin}_{end}", format)


def _report(office: Office, searcher: Searcher, actor: Actor, begin: dt.date, end: dt.date) -> QualityReport:
    if end < begin:
        raise QueryError("统计期间的截止日期早于起始日期", place="to")
    with office.reading() as session:
        consults = [consult for consult in store.consults(session) if sees(actor, consult)]
    return measure(mediation_records(searcher, actor.viewer), consults, begin, end)

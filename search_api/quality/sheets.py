"""质效分析报告 as a workbook."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from experts.quality import QualityReport
from search_api.papers.blocks import printable
from search_api.retrieval.similarity import dispute_label

Cell = str | int | float | None


def to_xlsx(report: QualityReport) -> bytes:
    """The report as .xlsx: organisations, case mix, ways of closing, consults; numbers are numbers."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "各组织质效"
    _fill(
        first,
        ("调解组织", "受理", "办结", "达成协议", "和解撤回", "成功率", "成功率说明", "平均天数", "天数中位数", "载明天数件数",
         "满意度", "评价件数",
         "请求金额（元）", "协议金额（元）", "司法确认件数"),
        ((r.organisation, r.received, r.closed, r.agreed, r.withdrawn, r.rate,
          "" if r.rate is not None else r.rate_text,
          r.mean_days, r.median_days, r.days_known, r.satisfaction, r.satisfaction_known, r.claimed, r.agreed_sum, r.confirmed)
         for r in (*report.organisations, report.total)),
    )  # fmt: skip
    for (cell,) in first.iter_rows(min_row=2, min_col=6, max_col=6):
        cell.number_format = "0.0%"
    mix = (
        (r.organisation, dispute_label(code) if code else "未分类", n)
        for r in report.organisations
        for code, n in r.mix
    )
    _fill(book.create_sheet("案件构成"), ("调解组织", "纠纷类型", "办结"), mix)
    ways = ((r.organisation, name, n) for r in report.organisations for name, n in r.outcomes)
    _fill(book.create_sheet("结案方式"), ("调解组织", "结案方式", "办结"), ways)
    _fill(
        book.create_sheet("疑难问题咨询"),
        ("提问单位", "提问", "答复", "按期答复", "平均工作日", "评分", "评价件数"),
        ((c.organisation, c.asked, c.answered, c.in_time, c.mean_working_days, c.rating, c.rated) for c in report.consults),
    )  # fmt: skip
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet.append(list(header))
    for row in rows:
        sheet.append([_safe(value) for value in row])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    for at, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 32 if at == 1 else max(10, 2.2 * len(name))
    sheet.freeze_panes = "B2"


def _safe(value: Cell) -> Cell:
    """Texts that a spreadsheet would read as a formula begin with an apostrophe."""
    if isinstance(value, str):
        text = printable(value)
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
    return value

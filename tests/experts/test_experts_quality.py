"""The quality report: the guard, what counts as success, periods, consults; on paper and in a workbook."""

import datetime as dt
import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpora.model import Document, Kind, MediationFacts, Source
from experts.quality import LEAST, measure
from office.consults.models import Consult
from search_api.papers import to_docx
from search_api.quality import quality_paper, to_xlsx

BEGIN, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def _record(
    n: int, outcome: str = "达成协议", organisation: str = "甲调解中心（示例）", **facts: object
) -> Document:
    given_ = {"accepted_on": dt.date(2026, 2, 1), "closed_on": dt.date(2026, 3, 1), "days": 28} | facts
    return Document(
        id=f"m{n}", kind=Kind.MEDIATION, title="t", text="x", source=Source("x"), dispute_types=("S07",),
        mediation=MediationFacts(outcome=outcome, organisation=organisation, **given_),  # type: ignore[arg-type]
    )  # fmt: skip


def _consult(**values: object) -> Consult:
    base = {
        "id": 1, "at": dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC), "asker": "c", "organisation": "甲调解中心（示例）",
        "state": "rated",
        "answered": dt.datetime(2026, 3, 5, 3, tzinfo=dt.UTC), "answer_due": dt.date(2026, 3, 9), "rating": 4,
    }  # fmt: skip
    return Consult(**(base | values))


def test_no_rate_below_thirty_closed_cases() -> None:
    few = measure([_record(n) for n in range(LEAST - 1)], [], BEGIN, END).organisations[0]
    assert few.rate is None
    assert "样本不足" in few.rate_text
    enough = measure([_record(n, "达成协议" if n % 3 else "一方拒绝") for n in range(LEAST)], [], BEGIN, END)
    assert enough.organisations[0].rate == pytest.approx(20 / 30, abs=1e-4)


def test_withdrawal_is_no_agreement() -> None:
    row = measure([_record(n, "和解撤回") for n in range(LEAST)], [], BEGIN, END).organisations[0]
    assert (row.agreed, row.withdrawn, row.rate) == (0, LEAST, 0.0)


def test_periods_by_day_of_acceptance_and_of_close() -> None:
    records = [
        _record(1, closed_on=dt.date(2026, 6, 30)),
        _record(2, closed_on=dt.date(2026, 7, 1)),
        _record(3, accepted_on=dt.date(2025, 12, 31)),
        _record(4, accepted_on=None, closed_on=None),
    ]
    report = measure(records, [], BEGIN, END)
    assert (report.total.received, report.total.closed, report.undated) == (2, 2, 1)
    with pytest.raises(ValueError, match="before"):
        measure([], [], END, BEGIN)


@given(st.lists(st.sampled_from(["甲（示例）", "乙（示例）", ""]), max_size=40))
def test_rows_add_up_to_the_total(names: list[str]) -> None:
    report = measure([_record(n, organisation=name) for n, name in enumerate(names)], [], BEGIN, END)
    assert sum(row.closed for row in report.organisations) == report.total.closed == len(names)


def test_consults_in_time_and_rated() -> None:
    late = _consult(answered=dt.datetime(2026, 3, 12, 3, tzinfo=dt.UTC), rating=None)
    row = measure(
        [], [_consult(), late, _consult(at=dt.datetime(2025, 1, 2, tzinfo=dt.UTC))], BEGIN, END
    ).consults[0]
    assert (row.asked, row.answered, row.in_time, row.rated, row.rating) == (2, 2, 1, 1, 4)
    assert row.mean_working_days == pytest.approx(5.5)


def test_paper_and_workbook_hold_the_figures() -> None:
    report = measure([_record(n) for n in range(31)], [_consult()], BEGIN, END)
    paper = docx.Document(io.BytesIO(to_docx(quality_paper(report, dt.date(2026, 7, 1), "示例"))))
    told = "\n".join(p.text for p in paper.paragraphs)
    assert "质效分析报告" in told
    assert "办结31件" in told
    assert [p.style.name for p in paper.paragraphs].count("Heading 1") == 5
    assert "甲调解中心（示例）" in {
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    }
    book = load_workbook(io.BytesIO(to_xlsx(report)))
    assert book.sheetnames == ["各组织质效", "案件构成", "结案方式", "疑难问题咨询"]
    assert book["各组织质效"]["C2"].value == 31
    assert book["各组织质效"]["F2"].value == 1.0


def test_names_are_no_formulas() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(measure([_record(1, organisation="=1+1")], [], BEGIN, END))))
    assert book["各组织质效"]["A2"].data_type == "s"
    assert str(book["各组织质效"]["A2"].value).startswith("'")


def test_an_empty_period_says_so() -> None:
    paper = quality_paper(measure([], [], BEGIN, END), dt.date(2026, 7, 1), "示例")
    assert any("没有调解记录" in getattr(block, "text", "") for block in paper.blocks)

"""Rosters in and out of tables: what spreadsheets do to data, faults by row and column, and the way round."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpora.model.errors import CorpusError
from corpora.readers.blob import Blob
from experts.exchange.cells import Cell
from experts.exchange.changes import preview
from experts.exchange.columns import tables
from experts.exchange.dates import read_day
from experts.exchange.export import template, to_csv, to_xlsx
from experts.exchange.faults import CellFault
from experts.exchange.lists import rows, written
from experts.exchange.readers import Context, read_cell
from experts.exchange.reading import Reading, read_roster
from experts.roster.organisation import Organisation
from experts.roster.person import Person
from experts.roster.roster import Roster, sample_roster

ORGANISATION = Organisation(id="O01", name="甲调解中心")
PRESENT = Roster(organisations=(ORGANISATION,))
HEADER = ("编号", "姓名", "所属机构", "身份")
GOOD_ID = "11010519491231002X"
"""The worked example of GB 11643."""


def workbook(rows: Sequence[Sequence[Any]], title: str = "人员") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def read(book: Workbook, present: Roster = PRESENT) -> Reading:
    out = io.BytesIO()
    book.save(out)
    return read_roster(Blob.of_bytes(out.getvalue(), "名册.xlsx"), present)


def one(header: Sequence[str], row: Sequence[Any], present: Roster = PRESENT) -> Reading:
    base = {"编号": "P900", "姓名": "张三", "所属机构": "O01", "身份": "专职调解员"}
    base.update(zip(header, row, strict=True))
    return read(workbook([list(base), list(base.values())]), present)


def reasons(reading: Reading) -> dict[str, str]:
    return {error.column: error.reason for error in reading.errors}


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-gb18030", "csv-utf16"])
def test_the_sample_roster_comes_back_as_it_went_out(form: str) -> None:
    roster = sample_roster()
    if form == "xlsx":
        reading = read_roster(Blob.of_bytes(to_xlsx(roster, private=True), "a.xlsx"), Roster())
        readings = [reading]
        found = {e.item.id: e.item for e in (*reading.people, *reading.organisations)}
    else:
        encoding = {"csv": "utf-8-sig", "csv-gb18030": "gb18030", "csv-utf16": "utf-16"}[form]
        readings = []
        for kind in ("organisations", "people"):
            data = to_csv(roster, kind, private=True).decode("utf-8-sig").encode(encoding)
            readings.append(read_roster(Blob.of_bytes(data, f"{kind}.csv"), roster))
        found = {e.item.id: e.item for r in readings for e in (*r.people, *r.organisations)}
    assert [error for reading in readings for error in reading.errors] == []
    assert [warning for reading in readings for warning in reading.warnings] == []
    assert found == roster.by_person | roster.by_organisation


def test_an_export_changes_nothing_when_imported_again() -> None:
    roster = sample_roster()
    for private in (True, False):
        reading = read_roster(Blob.of_bytes(to_xlsx(roster, private=private), "a.xlsx"), roster)
        assert preview(reading, roster).counts() == {"added": 0, "changed": 0, "unchanged": 72, "missing": 0}


def test_private_columns_are_left_out_and_then_stay_as_they_are() -> None:
    roster = sample_roster()
    data = to_xlsx(roster, private=False)
    reading = read_roster(Blob.of_bytes(data, "a.xlsx"), roster)
    assert reading.people[0].item == roster.people[0] and roster.people[0].private is not None
    csv = to_csv(roster, "people", private=False).decode("utf-8-sig")
    for person in roster.people:
        assert person.private is not None
        assert person.private.id_number not in csv and person.private.home_address not in csv


def test_the_template_is_read_without_faults_and_names_every_column() -> None:
    reading = read_roster(Blob.of_bytes(template(), "模板.xlsx"), PRESENT)
    assert reading.errors == () and reading.people == () and reading.kinds == {"people", "organisations"}


@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_every_example_of_the_template_can_be_read(kind: str) -> None:
    context = Context(organisations={"O101": "O101"}, fictional=True)
    for column in tables().of(kind).columns:  # type: ignore[arg-type]
        if column.sample != "":
            read_cell(Cell(str(column.sample)), column, context)


def test_every_column_has_its_own_headers() -> None:
    for table in (tables().people, tables().organisations):
        for column in table.columns:
            for header in (column.header, *column.also):
                assert table.known(header) is column, header


def test_titles_above_the_header_blank_rows_and_merged_cells() -> None:
    book = workbook(
        [
            ("调解员名册（2026年）",),
            (),
            ("序号", "姓名*", "机构名称", "人员类别", "聘期", None),
            (None, None, None, None, "起", "止"),
        ]
    )
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("E3:F3")
    sheet.append([1, "张三", "甲调解中心", "专职", dt.datetime(2026, 1, 1), "2027年12月"])
    sheet.append([])
    sheet.append([2, "李四", "甲调解中心", "兼职、特邀", 46023, "至今"])
    reading = read(book)
    assert reading.errors == ()
    first, second = (entry.item for entry in reading.people)
    assert isinstance(first, Person) and isinstance(second, Person)
    assert (first.id, first.term.begin, first.term.end) == (
        "P001",
        dt.date(2026, 1, 1),
        dt.date(2027, 12, 31),
    )
    assert second.term.begin == dt.date(2026, 1, 1) and second.term.end is None
    assert second.roles == ("mediator_part_time", "invited_mediator")
    assert [entry.row for entry in reading.people] == [5, 7]
    assert any("序号" in warning for warning in reading.warnings)


def test_an_organisation_merged_over_several_rows_is_that_of_each() -> None:
    book = workbook([HEADER, ("P1", "张三", "甲调解中心", "专职"), ("P2", "李四", None, "专职")])
    book.worksheets[0].merge_cells("C2:C3")
    assert [entry.item.organisation for entry in read(book).people] == ["O01", "O01"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("身份证号", 1.10105194912310e17, "后几位已经丢失"),
        ("身份证号", "110105194912310021", "校验码不对"),
        ("身份证号", "110105491231002", "15 位"),
        ("身份证号", "11010519491231", "有 14 位"),
        ("身份证号", "990000197203149013", "校验码不对"),
        ("电话", "1380013800", "不是手机号码"),
        ("手机", 7514123456, "前面的 0"),
        ("专业领域", "S06、S99", "没有“S99”"),
        ("所属机构", "乙调解中心", "没有“乙调解中心”"),
        ("身份", "调停人", "不认识“调停人”"),
        ("聘期止", "2026/2/30", "日历"),
        ("聘期止", "3/4/2026", "年月日"),
        ("在办数", "三点五", "应为数字"),
        ("在办数", 2.5, "整数"),
        ("满意度", 6, "不能大于 5"),
        ("办结数", "S06二十", "纠纷类型:数"),
        ("培训学时", "去年40", "年份:学时"),
        ("可预约时间", "每逢初一", "半天"),
        ("可预约时间", "周五至周一上午", "早于"),
        ("是否公开", "看情况", "是"),
        ("任职单位", "某公司｜经理｜2020-01-01｜2019-01-01", "第 1 项：截止日期"),
        ("任职单位", "某公司｜经理｜2020-01-01｜2021-01-01｜备注", "只应有 4 部分"),
        ("年龄", "壮年", "不认识"),
        ("姓名", None, "不能为空"),
        ("姓名", "#REF!", "公式错误"),
        ("编号", "P 零一", "只能用字母"),
    ],
)  # fmt: skip
def test_faults_name_row_and_column_as_the_file_does(header: str, value: Any, reason: str) -> None:
    reading = one([header], [value])
    assert reading.people == ()
    assert [(e.sheet, e.row, e.column) for e in reading.errors] == [("人员", 2, header)]
    assert reason in reading.errors[0].reason


def test_terms_that_end_before_they_begin() -> None:
    assert "早于" in reasons(one(["聘期起", "聘期止"], ["2026-01-01", "2025-12-31"]))["聘期止"]


def test_more_agreements_than_cases() -> None:
    assert "多于" in reasons(one(["办结数", "成功数"], ["S06:3", "S06:4"]))["成功数"]


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    book = workbook(
        [HEADER, ("P1", "", "乙", "专职"), ("P2", "李四", "O01", "主任"), ("P3", "王五", "O01", "专职")]
    )
    reading = read(book)
    assert [(e.row, e.column) for e in reading.errors] == [(2, "姓名"), (2, "所属机构"), (3, "身份")]


@pytest.mark.parametrize(
    ("header", "value", "place", "meant"),
    [
        ("编号", 101.0, "id", "101"),
        ("编号", "Ｐ１０１", "id", "P101"),
        ("年龄", 45, "age_band", "40-49"),
        ("年龄", "45岁", "age_band", "40-49"),
        ("年龄段", "70岁以上", "age_band", "70+"),
        ("专业特长", "投资咨询（投顾、荐股、退费）、l01，保险", "fields", ("S06", "L01", "保险")),
        ("擅长案由", "证券登记、存管、结算纠纷；服务合同纠纷", "causes", ("证券登记、存管、结算纠纷", "服务合同纠纷")),
        ("可预约时间", "工作日上午，周六", "availability",
         {"mon": ("am",), "tue": ("am",), "wed": ("am",), "thu": ("am",), "fri": ("am",), "sat": ("am", "pm")}),
        ("语言", "普通话\n粤语；英语", "languages", ("普通话", "粤语", "英语")),
        ("培训情况", "2025年 36学时；2026:8.5", "training", {2025: 36.0, 2026: 8.5}),
        ("是否公示", True, "published", True),
        ("是否公示", "√", "published", True),
        ("简介", "=1+1 之外", "biography", "=1+1 之外"),
    ],
)  # fmt: skip
def test_ways_of_writing_that_are_understood(header: str, value: Any, place: str, meant: Any) -> None:
    base: dict[str, Any] = {"编号": "P900", "姓名": "张三", "所属机构": "O01", "身份": "专职调解员"}
    base[header] = value
    book = workbook([list(base), list(base.values())])
    for cell in book.worksheets[0][2]:
        if cell.data_type == "f":
            cell.data_type = "s"
    reading = read(book)
    assert reading.errors == ()
    assert getattr(reading.people[0].item, place) == meant


def test_numbers_shown_with_zeros_in_front_keep_them() -> None:
    book = workbook([HEADER, (7, "张三", "O01", "专职")])
    book.worksheets[0]["A2"].number_format = "000"
    assert read(book).people[0].item.id == "007"


def test_lost_zeros_are_told_where_the_roster_shows_them() -> None:
    person = Person(id="007", name="张三", organisation="O01", roles=("mediator_full_time",))
    reading = read(
        workbook([HEADER, (7, "张三", "O01", "专职")]), PRESENT.model_copy(update={"people": (person,)})
    )
    assert "007" in reasons(reading)["编号"]


def test_identity_and_phone_that_are_right() -> None:
    item = one(["身份证号", "电话"], [GOOD_ID.lower(), "+86 138-0013-8000"]).people[0].item
    assert isinstance(item, Person) and item.private is not None
    assert (item.private.id_number, item.private.phone) == (GOOD_ID, "13800138000")


def test_the_same_person_twice() -> None:
    twice = read(workbook([HEADER, ("P1", "张三", "O01", "专职"), ("P1", "张三", "O01", "专职")]))
    assert "第 2 行重复" in reasons(twice)["编号"]
    header = (*HEADER, "身份证号")
    same = read(
        workbook([header, ("P1", "张三", "O01", "专职", GOOD_ID), ("P2", "张山", "O01", "专职", GOOD_ID)])
    )
    assert "第 2 行" in reasons(same)["身份证号"]


def test_without_numbers_people_are_found_by_name_and_new_ones_get_the_next_number() -> None:
    person = Person(
        id="P007", name="张三", organisation="O01", roles=("mediator_full_time",), biography="原有"
    )
    present = PRESENT.model_copy(update={"people": (person,)})
    book = workbook([HEADER[1:], ("张三", "O01", "兼职"), ("李四", "O01", "专职")])
    first, second = (entry.item for entry in read(book, present).people)
    assert isinstance(first, Person)
    assert (first.id, first.roles, first.biography) == ("P007", ("mediator_part_time",), "原有")
    assert second.id == "P008"


def test_new_organisations_of_the_file_are_known_to_its_people() -> None:
    book = workbook([("编号", "机构全称", "专业领域"), ("O77", "乙调解中心", "证券、F02")], "机构名单")
    people = book.create_sheet("人员")
    for row in (HEADER, ("P1", "张三", "乙调解中心", "专职")):
        people.append(row)
    reading = read(book)
    assert reading.errors == ()
    assert reading.people[0].item.organisation == "O77"  # type: ignore[union-attr]
    assert reading.organisations[0].item.fields == ("证券", "F02")


def test_missing_and_doubled_columns() -> None:
    assert "缺少“身份”这一列" in reasons(read(workbook([HEADER[:3], ("P1", "张三", "O01")])))["身份"]
    doubled = read(workbook([(*HEADER, "名字"), ("P1", "张三", "O01", "专职", "张三")]))
    assert "同一项" in reasons(doubled)["姓名"]


def test_changes_field_by_field_and_who_is_missing() -> None:
    roster = sample_roster()
    book = workbook([HEADER, ("P001", "乔惟中", "O01", "专职调解员"), ("P900", "新人", "O02", "专家顾问")])
    found = preview(read(book, roster), roster)
    assert found.counts() == {"added": 1, "changed": 1, "unchanged": 0, "missing": 59}
    changed = next(change for change in found.changes if change.how == "changed")
    assert [(f.label, f.old, f.new) for f in changed.fields] == [
        ("身份", "专职调解员、特邀调解员", "专职调解员")
    ]
    added = next(change for change in found.changes if change.how == "added")
    assert isinstance(added.item, Person) and not added.item.published


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", b"PK\x03\x04nothing"), ("a.xls", b"\xd0\xcf\x11\xe0"), ("a.csv", b"")]
)
def test_files_that_cannot_be_opened(name: str, data: bytes) -> None:
    with pytest.raises(CorpusError):
        read_roster(Blob.of_bytes(data, name), PRESENT)


def test_a_file_without_a_known_header() -> None:
    reading = read_roster(Blob.of_bytes("甲,乙\n1,2\n".encode(), "a.csv"), PRESENT)
    assert "没有找到" in reading.errors[0].reason


@pytest.mark.parametrize(
    "text", ["2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026年01月05号", "二〇二六年一月五日", "20260105",
             "２０２６－０１－０５", "2026-01-05 00:00:00", " 2026 年 1 月 5 日"],
)  # fmt: skip
def test_ways_of_writing_a_day(text: str) -> None:
    assert read_day(Cell(text), "begin") == dt.date(2026, 1, 5)


def test_a_month_is_its_first_or_last_day() -> None:
    assert read_day(Cell("2028年2月"), "end") == dt.date(2028, 2, 29)
    assert read_day(Cell("2028.2"), "begin") == dt.date(2028, 2, 1)
    for text in ("26.1.5", "2026", "1/5/26", "2026-13", "五月"):
        with pytest.raises(CellFault):
            read_day(Cell(text), "begin")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@given(st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=4))
@settings(max_examples=100, deadline=None)
def test_rows_in_a_cell_come_back_whatever_is_in_them(values: list[list[str]]) -> None:
    assert rows(written(values)) == values


@given(name=TEXT, firm=TEXT, note=TEXT)
@settings(max_examples=15, deadline=None)
def test_any_text_survives_the_way_through_a_workbook(name: str, firm: str, note: str) -> None:
    person = Person.model_validate(
        {"id": "P1", "name": name, "organisation": "O01", "roles": ["expert_adviser"], "biography": f"介{note}",
         "affiliations": {"employers": [{"name": f"公司{firm}", "position": note, "from": "2020-01-01"}]}}
    )  # fmt: skip
    roster = PRESENT.model_copy(update={"people": (person,)})
    reading = read_roster(Blob.of_bytes(to_xlsx(roster, private=True), "a.xlsx"), PRESENT)
    if name not in {"-", "—", "/", "无"}:
        assert [entry.item for entry in reading.people] == [person]

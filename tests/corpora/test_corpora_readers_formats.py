"""Every format and layout, from bytes made here."""

import datetime as dt
import io
import json
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpora.model import Kind
from corpora.model.errors import CorpusError, TooLarge
from corpora.readers import RawDocument, ocr, read, read_bytes

TEXT = "申请人周小满与海棠证券公司因佣金发生争议。\n双方同意调解。"


def one(data: bytes, name: str) -> RawDocument:
    (record,) = read_bytes(data, name)
    assert isinstance(record, RawDocument), record
    return record


def records(data: bytes, name: str) -> list[RawDocument]:
    found = list(read_bytes(data, name))
    assert all(isinstance(item, RawDocument) for item in found), found
    return [item for item in found if isinstance(item, RawDocument)]


def pdf(pages: list[list[tuple[float, float, str]]], **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)  # type: ignore[arg-type]
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for x, y, line in lines:
            canvas.drawString(x, y, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize(
    "text", [TEXT, "调解", TEXT * 500, "没有任何英文与换行的一段纯中文内容，用来试验编码"]
)
def test_encodings(encoding: str, text: str) -> None:
    assert one(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    "text", ["案情𠮷野家😀", "plain ASCII text only", "繁體中文：證券爭議調解紀錄，雙方達成協議。"]
)
def test_utf8_keeps_every_character(text: str) -> None:
    assert one(text.encode(), "a.md").text == text


def test_big5_is_guessed_only_as_readable_text() -> None:
    text = "申請人與被申請人因證券買賣發生爭議，經調解委員會主持調解，雙方當事人達成協議如下。" * 5
    assert one(text.encode("big5"), "a.txt").text == text


def test_front_matter() -> None:
    source = "---\nkind: mediation\ntitle: 佣金争议\ndispute_types: [L01, L02]\n"
    source += "fictional: true\ndate: 2025-03-01\n---\n\n正文一。\n"
    raw = one(source.encode(), "x/a.md")
    assert (raw.layout, raw.kind, raw.text) == ("front-matter", Kind.MEDIATION, "正文一。\n")
    assert raw.fields == {
        "kind": "mediation",
        "title": "佣金争议",
        "dispute_types": "L01,L02",
        "fictional": "true",
        "date": "2025-03-01",
    }


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    raw = one("---\n\n这一篇以横线开头，没有说明。\n\n---\n\n第二节。".encode(), "a.md")
    assert raw.layout == "plain"
    assert "这一篇" in raw.text


def test_crawl_layout() -> None:
    source = "category:民事\ntitle:周小满诉海棠证券公司案\npublictime:2020-01-02\n"
    source += "content:某某人民法院\n民事判决书\ncontent:仍是正文"
    raw = one(source.encode(), "1.txt")
    assert (raw.layout, raw.kind) == ("crawl", Kind.JUDGMENT)
    assert raw.fields["title"] == "周小满诉海棠证券公司案"
    assert raw.text == "某某人民法院\n民事判决书\ncontent:仍是正文"


@pytest.mark.parametrize(
    ("name", "source", "fields"),
    [
        (
            "规章/示范调解办法(2020-01-02).md",
            "# 示范调解办法\n\n某年公布\n\n<!-- INFO END -->\n\n第一条 为了示范。\n",
            {"name": "示范调解办法", "date": "2020-01-02", "title": "示范调解办法", "folder": "规章"},
        ),
        (
            "示范条例.txt",
            "示范条例\n第一条　为了示范。\n第二条　本条例自公布之日起施行。\n",
            {"name": "示范条例", "date": ""},
        ),
    ],
)
def test_statute_layout(name: str, source: str, fields: dict[str, str]) -> None:
    raw = one(source.encode(), name)
    assert (raw.layout, raw.kind, dict(raw.fields)) == ("statute", Kind.STATUTE, fields)


def test_a_record_that_cites_articles_is_no_statute() -> None:
    assert (
        one("调解记录\n依据证券法\n第八十五条 双方认可。\n第八十六条 同上。".encode(), "a.txt").layout
        == "plain"
    )


def test_lecard() -> None:
    source = {
        "ajId": "x-7",
        "ajName": "甲诉乙案",
        "ajjbqk": "案情。",
        "cpfxgc": "分析。",
        "pjjg": "结果。",
        "qw": "全文在此。",
    }
    raw = one(json.dumps(source).encode(), "7.json")
    assert (raw.layout, raw.record, raw.text, raw.kind) == ("lecard", "x-7", "全文在此。", Kind.JUDGMENT)
    assert raw.fields["title"] == "甲诉乙案"
    assert raw.fields["cpfxgc"] == "分析。"
    del source["qw"]
    assert one(json.dumps(source).encode(), "7.json").text == "案情。\n分析。\n结果。"


def test_cjrc_gives_one_record_a_paragraph() -> None:
    paragraphs = [
        {"context": f"经审理查明，第{i}段。", "casename": "委托理财合同纠纷", "qas": []} for i in (1, 2)
    ]
    source = {
        "data": [{"paragraphs": paragraphs[:1], "caseid": "5"}, {"paragraphs": paragraphs[1:], "caseid": "6"}]
    }
    first, second = records(json.dumps(source).encode(), "c.json")
    assert (first.layout, first.record, second.record) == ("cjrc", "5", "6")
    assert first.fields["casename"] == first.fields["cause"] == "委托理财合同纠纷"
    assert second.text == "经审理查明，第2段。"


@pytest.mark.parametrize(
    ("category", "title", "kind"),
    [
        ("最高法公报案例", "甲诉乙案", Kind.REFERENCE),
        ("某法案例", "指导性案例999号", Kind.GUIDING),
        ("某检案例", "检例第999号", Kind.GUIDING),
        ("典型案例", "甲案", Kind.TYPICAL),
        ("别的", "甲案", None),
    ],
)
def test_official(category: str, title: str, kind: Kind | None) -> None:
    line = json.dumps({"category": category, "title": title, "text": "正文。"})
    raw = one(line.encode(), "cases.jsonl")
    assert (raw.layout, raw.kind, raw.fields["title"], raw.record) == ("official", kind, title, "line 1")


def test_beir_with_a_bad_line() -> None:
    lines = [
        json.dumps(
            {"_id": "a", "title": "甲", "text": "正文甲", "metadata": {"year": 2020, "tags": ["x", "y"]}}
        ),
        "{坏的",
        "",
        json.dumps({"_id": "b", "title": "乙", "text": "正文乙"}),
        json.dumps({"_id": "c"}),
    ]
    found = list(read_bytes("\n".join(lines).encode(), "corpus.jsonl"))
    good = [item for item in found if isinstance(item, RawDocument)]
    bad = [item for item in found if isinstance(item, CorpusError)]
    assert [(item.record, item.layout) for item in good] == [("a", "beir"), ("b", "beir")]
    assert (good[0].fields["year"], good[0].fields["tags"]) == ("2020", "x,y")
    assert [item.place for item in bad] == ["第2行", "第5行"]


def test_collection_folder_gives_its_corpus_only(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("q\t0\ta\t1\n")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "问题"}\n', "utf-8")
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "title": "", "text": "正文"}\n', "utf-8")
    assert [item.record for item in read(tmp_path) if isinstance(item, RawDocument)] == ["a"]
    assert len(list(read(tmp_path))) == 1


def test_json_of_any_object_with_a_text_and_jsonl_under_json() -> None:
    assert one(json.dumps({"标题": "甲", "正文": "内容。"}).encode(), "a.json").fields["title"] == "甲"
    lines = '{"text": "一"}\n{"text": "二"}\n'
    assert [item.text for item in records(lines.encode(), "a.json")] == ["一", "二"]
    assert [item.text for item in records(b'[{"text": "1"}, {"text": "2"}]', "a.json")] == ["1", "2"]
    assert one('{"ajId": "1", "qw": "全文"}'.encode(), "1.txt").layout == "lecard"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_jsonl_encodings(encoding: str) -> None:
    lines = '{"text": "证券纠纷调解记录之一"}\n{"text": "证券纠纷调解记录之二"}\n'
    assert [item.text[-1] for item in records(lines.encode(encoding), "a.jsonl")] == ["一", "二"]


def test_html_keeps_paragraphs_only() -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>调解 案例</title><script>var x="脚本";</script></head>'
        "<body><nav>首页</nav>"
        "<div><p>第一段，<b>加粗</b>的字。</p><!-- 注释 -->"
        "<p style='display: none'>看不见</p><p>第二段<br>换行</p></div>"
        "<table><tr><td>金额</td><td>十万元</td></tr></table><footer>版权</footer></body></html>"
    )
    raw = one(page.encode("gb18030"), "a.html")
    assert raw.text == "第一段，加粗的字。\n第二段\n换行\n金额 十万元"
    assert raw.fields == {"title": "调解 案例"}


def test_html_without_suffix_and_with_deep_nesting() -> None:
    page = "<html><body>{}深处{}</body></html>"
    assert "深处" in one(page.format("<div>" * 200, "</div>" * 200).encode(), "a").text
    (fault,) = read_bytes(page.format("<div>" * 3000, "</div>" * 3000).encode(), "a")
    assert isinstance(fault, TooLarge)


def test_docx_with_a_table_between_paragraphs() -> None:
    document = docx.Document()
    document.add_paragraph("第一段")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ["申请人", "周小满", "合并", ""], strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    document.add_paragraph("第二段")
    out = io.BytesIO()
    document.save(out)
    assert one(out.getvalue(), "a.docx").text.split("\n") == ["第一段", "申请人\t周小满", "合并", "第二段"]


def test_xlsx_ledger() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一月"
    sheet.append(["示例调解台账"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "申请人", "受理日期", "金额（元）"])
    sheet.append([1, "周小满", dt.datetime(2025, 1, 2), 12500.5])
    sheet.append([None, None, None, None])
    sheet.append([2, "吴小暑", dt.datetime(2025, 1, 3), 30000.0])
    book.create_sheet("空表")
    out = io.BytesIO()
    book.save(out)
    first, second = records(out.getvalue(), "台账.xlsx")
    assert (first.layout, first.kind, first.record, second.record) == (
        "ledger",
        Kind.MEDIATION,
        "一月!3",
        "一月!5",
    )
    assert first.text == "序号：1\n申请人：周小满\n受理日期：2025-01-02\n金额（元）：12500.5"
    assert second.fields["金额（元）"] == "30000"


@pytest.mark.parametrize(("separator", "name"), [(",", "a.csv"), ("\t", "a.tsv"), (";", "a.csv")])
def test_csv_ledger(separator: str, name: str) -> None:
    rows = [["record_no", "dispute", "result"], ["示001", '"多行\n内容"', "达成协议"], ["示002", "佣金", ""]]
    source = "\n".join(separator.join(row) for row in rows)
    first, second = records(source.encode("gb18030"), name)
    assert first.text == "record_no：示001\ndispute：多行\n内容\nresult：达成协议"
    assert (second.record, dict(second.fields)) == ("row 3", {"record_no": "示002", "dispute": "佣金"})


def test_csv_row_wider_than_its_header_is_an_error_of_its_own() -> None:
    found = list(read_bytes("编号,结果\n1,成\n2,成,多出\n3,败\n".encode(), "a.csv"))
    assert [type(item).__name__ for item in found] == ["RawDocument", "MalformedRecord", "RawDocument"]
    assert isinstance(found[1], CorpusError)
    assert found[1].place == "第3行"


def test_pdf_joins_wrapped_lines_and_keeps_paragraphs() -> None:
    wide = "本案当事人在签订合同时对收益和风险作出了不同的理解并由此发生了一系列的争议和"
    pages = [
        [
            (96, 780, wide[:35]),
            (72, 760, wide[:37]),
            (72, 740, "到此为止。"),
            (96, 720, "第二段开始。"),
            (290, 40, "- 1 -"),
        ],
        [(72, 780, "第三段在第二页。"), (290, 40, "第2页 共2页")],
    ]
    raw = one(pdf(pages), "a.pdf")
    assert raw.text == f"{wide[:35]}{wide[:37]}到此为止。\n第二段开始。\n第三段在第二页。"
    assert raw.page_offsets == (0, raw.text.index("第三段"))


def test_pdf_paragraph_runs_over_a_page_break() -> None:
    wide = "本案当事人在签订合同时对收益和风险作出了不同的理解并由此发生了一系列的争议和"
    raw = one(pdf([[(72, 100, wide[:37]), (290, 40, "1")], [(72, 780, "后来和解。")]]), "a.pdf")
    assert raw.text == wide[:37] + "后来和解。"
    assert raw.text[raw.page_offsets[1] :] == "后来和解。"


def test_pdf_ruled_table_becomes_rows() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 780, "下表为损失。")
    for y in (750, 725, 700):
        canvas.line(72, y, 372, y)
    for x in (72, 222, 372):
        canvas.line(x, 750, x, 700)
    for x, y, text in ((80, 733, "项目"), (230, 733, "金额"), (80, 708, "佣金"), (230, 708, "一百元")):
        canvas.drawString(x, y, text)
    canvas.drawString(72, 670, "表后一句。")
    canvas.showPage()
    canvas.save()
    assert one(out.getvalue(), "a.pdf").text == "下表为损失。\n项目\t金额\n佣金\t一百元\n表后一句。"


@pytest.mark.skipif(not ocr.available(), reason="rapidocr-onnxruntime is missing: pip install fengqiao[ocr]")
def test_scan_is_read_by_ocr() -> None:
    page = pypdfium2.PdfDocument(pdf([[(72, 780, "调解记录"), (72, 740, "双方达成协议")]]))[0]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(page.render(scale=3).to_pil()), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    assert one(out.getvalue(), "扫描.pdf").text == "调解记录\n双方达成协议"

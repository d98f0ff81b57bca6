"""Papers as .docx and .pdf."""

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from search_api.papers import Contents, Heading, NoChineseFont, Paper, Paragraph, Table, to_docx, to_pdf
from search_api.papers.blocks import cover_lines, cover_size
from search_api.papers.fonts import VARIABLE, chinese_face
from search_api.papers.lines import NEVER_FIRST, broken

ROWS = tuple((f"第{n}项", "示例文字，" * (n % 7 + 1), "对照文字") for n in range(30))
PAPER = Paper(
    "类案检索报告（示例）",
    (("编号", "2026-0001"), ("检索主体", "示例调解中心")),
    (
        Heading("一、检索方法"),
        Paragraph("检索词为强行平仓。\n第二段。"),
        Heading("（一）范围", 2),
        Table("数据集", ("种类", "件数"), (("裁判文书", "12"),), (0.6, 0.4)),
        Paragraph("引用的裁判要点。", "quote"),
        Table("比对", ("项目", "待决案件", "本案"), ROWS, (0.2, 0.4, 0.4)),
        Paragraph("控制\x00字符\x0b与\ud800孤立代理\ufffe。", "note"),
    ),
    "编号 2026-0001",
)


@pytest.fixture
def face() -> None:
    try:
        chinese_face()
    except NoChineseFont:
        pytest.skip("no Chinese font on this machine (Debian: fonts-noto-cjk)")


def test_a_word_document_has_headings_numbered_tables_and_chinese_fonts() -> None:
    written = to_docx(PAPER)
    document = Document(io.BytesIO(written))
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Heading 1", "一、检索方法") in styles and ("Heading 2", "（一）范围") in styles
    assert [text for name, text in styles if name == "Caption"] == ["表1　数据集", "表2　比对"]
    assert [len(table.rows) for table in document.tables] == [2, 31]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体" and fonts.get(qn("w:eastAsiaTheme")) is None
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        footer = b"".join(parts.read(name) for name in parts.namelist() if "footer" in name)
        body = parts.read("word/document.xml").decode()
    assert b'w:instr="PAGE"' in footer and b'w:instr="NUMPAGES"' in footer
    assert body.count("<w:tblHeader") == 2
    assert "控制字符与孤立代理。" in body


@pytest.mark.usefixtures("face")
def test_a_pdf_has_the_text_on_numbered_pages() -> None:
    with pypdfium2.PdfDocument(to_pdf(PAPER)) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    assert len(pages) >= 2
    assert "类案检索报告（示例）" in pages[0] and "表1" in pages[0]
    assert all(f"第 {n} 页，共 {len(pages)} 页" in text for n, text in enumerate(pages, 1))
    assert sum(text.count("待决案件") for text in pages) >= 2, "the header is repeated"


@pytest.mark.usefixtures("face")
def test_a_row_that_no_page_can_hold_goes_on() -> None:
    long = "".join(f"第{n}句。" for n in range(3_000))
    paper = Paper("长", (), (Table("长", ("甲", "乙"), (("左", long),), (0.3, 0.7)),))
    with pypdfium2.PdfDocument(to_pdf(paper)) as opened:
        text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    assert "第2999句" in "".join(text.split())
    assert len(Document(io.BytesIO(to_docx(paper))).tables[0].rows) == 2


@pytest.mark.usefixtures("face")
def test_a_caption_stands_on_the_page_of_its_table() -> None:
    table = Table("比对", ("项目", "内容"), (("甲项", "示例文字，" * 90),), (0.3, 0.7))
    for lines in range(14, 30, 3):
        paper = Paper("示例", (), (Paragraph("\n".join(["第一段。"] * lines)), table))
        with pypdfium2.PdfDocument(to_pdf(paper)) as opened:
            pages = [page.get_textpage().get_text_bounded() for page in opened]
        assert ["甲项" in text for text in pages] == ["表1" in text for text in pages]


def test_without_a_font_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere/none.ttf")
    chinese_face.cache_clear()
    try:
        with pytest.raises(NoChineseFont, match=r"fonts-noto-cjk.*\.docx"):
            to_pdf(PAPER)
    finally:
        chinese_face.cache_clear()


@given(st.text("甲乙，。（）「ab1 2024", max_size=60), st.integers(4, 20))
def test_lines_lose_nothing_and_fit(text: str, width: int) -> None:
    lines = broken(text, width, lambda piece: float(len(piece)))
    assert "".join(lines) == text
    assert all(len(line) <= width for line in lines)


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = broken("一二三四。五六七八），九十甲乙「丙丁」戊己，庚辛", 5, lambda piece: float(len(piece)))
    assert all(line[0] not in NEVER_FIRST and line[-1] != "「" for line in lines)


def _line(page: pypdfium2.PdfPage, words: str) -> str:
    """The line of a page on which the words stand first, without blanks."""
    text = page.get_textpage()
    at = text.search(words).get_next()
    assert at is not None, words
    _, bottom, _, top = text.get_charbox(at[0])
    return "".join(text.get_text_bounded(bottom=bottom, top=top).split())


LISTED = Paper(
    "示例典型案例",
    (("发布单位", "示例监管局"), ("批次", "2026年第1批")),
    (
        Contents(),
        Heading("前言"),
        Paragraph("一段话。"),
        *(
            block
            for n in range(1, 5)
            for block in (Heading(f"案例{n}　示例纠纷案"), Heading("案情", 2), Paragraph("事实经过。" * 400))
        ),
    ),
    "示例典型案例",
    cover=True,
)


@pytest.mark.usefixtures("face")
def test_the_contents_of_a_pdf_tell_the_pages_on_which_the_headings_stand() -> None:
    read = pypdfium2.PdfDocument(to_pdf(LISTED))
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in read]
    assert "第1页" not in pages[0] and "示例典型案例" in pages[0]
    assert "目录" in pages[1]
    for name in ("前言", *(f"案例{n}" for n in range(1, 5))):
        stands = next(at for at, page in enumerate(pages[2:], 3) if name in page)
        assert re.search(rf"\.{stands}(?!\d)", _line(read[1], name)), (name, stands)
    outline = [(item.get_title(), item.get_dest().get_index()) for item in read.get_toc(max_depth=1)]
    assert [name for name, _ in outline][:2] == ["前言", "案例1　示例纠纷案"]
    assert outline[1][1] == next(at for at, page in enumerate(pages) if at > 1 and "案例1" in page)


def test_the_contents_of_a_word_document_refer_to_its_headings() -> None:
    written = to_docx(LISTED)
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        body = parts.read("word/document.xml").decode()
        settings = parts.read("word/settings.xml").decode()
    assert "updateFields" in settings
    document = Document(io.BytesIO(written))
    named = {
        paragraph._p.find(qn("w:bookmarkStart")).get(qn("w:name")): paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style.name == "Heading 1"
    }
    assert list(named.values()) == ["前言", *(f"案例{n}　示例纠纷案" for n in range(1, 5))]
    assert all(body.count(f" PAGEREF {name} ") == 1 for name in named)
    assert document.sections[0].different_first_page_header_footer


def test_a_paper_without_contents_has_neither_cover_nor_fields_to_fill() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(PAPER))) as parts:
        assert b"PAGEREF" not in parts.read("word/document.xml")
        assert b"updateFields" not in parts.read("word/settings.xml")


def test_a_long_title_is_broken_where_its_words_allow_it() -> None:
    assert cover_lines("示例典型案例") == ["示例典型案例"]
    broken_title = ["汀洲市中级人民法院期货纠纷审判白皮书", "（2022—2024年）"]
    assert cover_lines("".join(broken_title)) == broken_title
    assert "".join(cover_lines("甲" * 60)) == "甲" * 60
    assert cover_size(["甲" * 8]) == 26 and cover_size(["甲" * 60]) == 18

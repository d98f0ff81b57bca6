"""Bad input of every sort: always an error value that says what and where, never a traceback."""

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpora.model.errors import (
    BinaryFile,
    CorpusError,
    EmptyFile,
    MalformedRecord,
    NeedsOcr,
    PasswordProtected,
    TooLarge,
    TruncatedFile,
    printable,
)
from corpora.readers import RawDocument, limits, ocr, read, read_bytes
from corpora.readers.clean import clean

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


def docx_bytes() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("正文")
    document.save(out)
    return out.getvalue()


def xlsx_bytes(*rows: list[object]) -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf_bytes(*, scan: bool = False, text: bool = True, password: str = "") -> bytes:
    out = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(out, encrypt=encryption)
    if text:
        canvas.drawString(72, 700, "a page with a text layer")
        canvas.showPage()
    if scan:
        image = Image.new("L", (200, 200), 255)
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def errors(data: bytes, name: str) -> list[CorpusError]:
    return [item for item in read_bytes(data, name) if isinstance(item, CorpusError)]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("空.txt", b"", EmptyFile),
        ("空.md", b" \n\t\r\n ", EmptyFile),
        ("空.txt", b"\xef\xbb\xbf", EmptyFile),
        ("空.json", b"", EmptyFile),
        ("空.pdf", b"", EmptyFile),
        ("空.docx", b"", EmptyFile),
        ("空.md", "---\ntitle: 甲\n---\n".encode(), EmptyFile),
        ("只有零.txt", b"\x00" * 100, EmptyFile),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), BinaryFile),
        ("图.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)), BinaryFile),
        ("程序.exe", b"MZ\x90\x00" + bytes(range(256)), BinaryFile),
        ("包.rar", b"Rar!\x1a\x07\x00", BinaryFile),
        ("杂.txt", bytes(range(256)) * 20, BinaryFile),
        ("杂.json", bytes(range(128, 256)) * 20, BinaryFile),
        ("半字.txt", "申请人周小满请求赔偿损失".encode()[:-1], TruncatedFile),
        ("半字.txt", b"\xff\xfe" + "申请人".encode("utf-16-le")[:-1], TruncatedFile),
        ("坏字节.txt", "申请人周小满\n请求".encode() + b"\xff" + "赔偿全部损失".encode(), BinaryFile),
        ("截断.json", '{"text": "正文'.encode(), TruncatedFile),
        ("截断.json", b'[{"text": "a"}, {"text": ', TruncatedFile),
        ("坏.json", b'{"text": a}', MalformedRecord),
        ("无正文.json", b'{"a": 1}', MalformedRecord),
        ("数.json", b"12", MalformedRecord),
        ("深.json", b"[" * 100_000 + b"]" * 100_000, MalformedRecord),
        ("坏说明.md", "---\ntitle: [甲\n---\n正文".encode(), MalformedRecord),
        ("无正文.txt", "category:民事\ntitle:甲\n".encode(), MalformedRecord),
        ("无表头.csv", b"1,2,3\n4,5,6\n", MalformedRecord),
        ("无表头.xlsx", xlsx_bytes([1, 2], [3, 4]), MalformedRecord),
        ("截断.docx", docx_bytes()[:-200], TruncatedFile),
        ("半截.docx", docx_bytes()[:3000], TruncatedFile),
        ("截断.xlsx", xlsx_bytes(["甲", "乙"])[:-100], TruncatedFile),
        ("坏.docx", zip_bytes({"word/document.xml": b"<w:document"}), TruncatedFile),
        ("坏.xlsx", zip_bytes({"xl/workbook.xml": b"<workbook"}), TruncatedFile),
        ("不是.docx", "其实是文本".encode(), TruncatedFile),
        ("不是.pdf", "其实是文本".encode(), TruncatedFile),
        ("截断.pdf", pdf_bytes()[:200], TruncatedFile),
        ("截断.zip", zip_bytes({"a.txt": b"abc" * 100})[:-30], TruncatedFile),
        ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
        ("加密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
        ("加密.pdf", pdf_bytes(password="secret"), PasswordProtected),
        ("旧.doc", OLE + "WordDocument".encode("utf-16-le"), BinaryFile),
        ("旧.xls", OLE + "Workbook".encode("utf-16-le"), BinaryFile),
    ],
)
def test_one_clear_error(name: str, data: bytes, error: type[CorpusError]) -> None:
    found = list(read_bytes(data, f"收件/{name}"))
    assert [type(item) for item in found] == [error], found
    (fault,) = found
    assert isinstance(fault, CorpusError)
    assert fault.path == f"收件/{name}"
    assert fault.reason and "\n" not in fault.reason and "Traceback" not in fault.reason


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.json", b'{"text":\n a}', "第2行第2列"),
        ("a.jsonl", b'{"text": "a"}\n{"text": \n', "第2行"),
        ("a.md", "---\ntitle: 甲\nx: [\n---\n正文".encode(), "第4行"),
        ("a.json", b'[{"text": "a"}, {"b": 1}]', "第2条"),
    ],
)
def test_place_of_the_fault(name: str, data: bytes, place: str) -> None:
    (fault,) = errors(data, name)
    assert fault.place == place


def test_doc_says_what_to_do() -> None:
    (fault,) = errors(OLE + "WordDocument".encode("utf-16-le"), "旧.doc")
    assert ".docx" in fault.reason


def test_bad_bytes_are_named_by_line() -> None:
    (fault,) = errors("申请人周小满\n请求".encode() + b"\xff" + "赔偿全部损失".encode(), "a.txt")
    assert "第2行" in fault.reason


def test_lone_surrogates_become_storable() -> None:
    (raw,) = read_bytes(rb'{"title": "\udfff", "text": "a\ud800b\ud83d\ude00"}', "a.json")
    assert isinstance(raw, RawDocument)
    assert raw.text == "a\ufffdb😀"
    assert raw.fields["title"] == "\ufffd"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲\r\n乙\r丙\u2028丁\x0c戊", "甲\n乙\n丙\n丁\n戊"),
        ("甲\x00\x07乙\t丙\x9f", "甲乙\t丙"),
        ("\ufeff甲\u200b乙\u00ad", "甲乙"),
        ("𠮷👨‍👩‍👧㐀", "𠮷👨‍👩‍👧㐀"),
        ("\ud83d\ude00\ud83d", "😀\ufffd"),
    ],
)
def test_clean(source: str, expected: str) -> None:
    assert clean(source) == expected
    assert clean(expected) == expected


def test_a_deep_value_costs_its_own_line_only() -> None:
    deep = "[" * 700 + "]" * 700
    lines = [f'{{"_id": "a", "text": "正文", "title": {deep}}}', '{"_id": "b", "text": "乙"}']
    found = list(read_bytes("\n".join(lines).encode(), "a.jsonl"))
    assert [type(item) for item in found] == [MalformedRecord, RawDocument]
    assert isinstance(found[0], CorpusError) and found[0].place == "第1行"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("甲/乙.txt", "甲/乙.txt"),
        ("a\nb\x1b[31m.txt", r"a\nb\x1b[31m.txt"),
        (os.fsdecode("测试.txt".encode("gbk")), "测试.txt"),
        (os.fsdecode(b"\xff\xfe.txt"), r"\xff\xfe.txt"),
        ("a\ud800b", "a?b"),
    ],
)
def test_names_are_shown_on_one_line(name: str, shown: str) -> None:
    assert printable(name) == shown
    fault = CorpusError("坏", name)
    assert fault.path == shown and str(fault) == f"{shown}: 坏"


def test_a_line_of_a_million_characters() -> None:
    text = "调解" * 500_000
    (raw,) = read_bytes(text.encode("gb18030"), "a.txt")
    assert isinstance(raw, RawDocument)
    assert len(raw.text) == 1_000_000


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.write("正文".encode())
        stream.truncate(100 * limits.MIB)
    (fault,) = read(path)
    assert isinstance(fault, TooLarge)
    assert "100 MB" in fault.reason and "64 MB" in fault.reason


def test_a_large_jsonl_line_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.readers.jsonfile.MAX_DOCUMENT_BYTES", 1000)
    lines = [json.dumps({"text": "a"}), json.dumps({"text": "b" * 5000}), json.dumps({"text": "c"})]
    found = list(read_bytes("\n".join(lines).encode(), "a.jsonl"))
    assert [type(item) for item in found] == [RawDocument, TooLarge, RawDocument]


def test_scan_without_text_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    (fault,) = read_bytes(pdf_bytes(scan=True, text=False), "扫描.pdf")
    assert isinstance(fault, NeedsOcr)
    assert "pip install fengqiao[ocr]" in fault.reason
    found = list(read_bytes(pdf_bytes(scan=True), "半扫描.pdf"))
    assert [type(item) for item in found] == [NeedsOcr, RawDocument]
    assert isinstance(found[0], CorpusError)
    assert found[0].place == "第2页"


def test_blank_pdf_is_empty() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.save()
    assert [type(item) for item in read_bytes(out.getvalue(), "a.pdf")] == [EmptyFile]


def test_pdf_over_the_page_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.readers.pdf.MAX_PDF_PAGES", 0)
    assert [type(item) for item in read_bytes(pdf_bytes(), "a.pdf")] == [TooLarge]


def test_zip_nested_too_deep() -> None:
    data = b"text"
    name = "a.txt"
    for level in range(4):
        data, name = zip_bytes({name: data}), f"{level}.zip"
    (fault,) = errors(data, "外.zip")
    assert isinstance(fault, TooLarge)
    assert fault.place == "2.zip/1.zip/0.zip"


def test_zip_bomb() -> None:
    data = zip_bytes({"炸弹.txt": b"0" * (50 * limits.MIB), "好.txt": "正文".encode()})
    found = list(read_bytes(data, "a.zip"))
    assert [type(item) for item in found] == [RawDocument, TooLarge]
    assert isinstance(found[1], CorpusError)
    assert found[1].place == "炸弹.txt"


def test_office_bomb() -> None:
    data = zip_bytes({"word/document.xml": b" " * (50 * limits.MIB)})
    assert [type(item) for item in read_bytes(data, "a.docx")] == [TooLarge]


def test_zip_whose_header_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.readers.archive._SIZE_LIMIT", 1000)
    assert [type(item) for item in read_bytes(zip_bytes({"a.txt": b"ab" * 1000}), "a.zip")] == [TooLarge]


def test_zip_with_too_many_members_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpora.readers.blob.Budget.__init__.__defaults__", (3, 10_000), raising=False)
    data = zip_bytes({f"{i}.txt": "正文".encode() for i in range(9)})
    found = list(read_bytes(data, "a.zip"))
    assert [type(item) for item in found] == [RawDocument] * 3 + [TooLarge]


def test_zip_paths_never_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = zip_bytes({"../../外面.txt": "正文一".encode(), "/etc/绝对.txt": "正文二".encode()})
    found = [item for item in read_bytes(data, "a.zip") if isinstance(item, RawDocument)]
    assert sorted(item.record for item in found) == ["etc/绝对.txt", "外面.txt"]
    assert list(tmp_path.iterdir()) == []


def test_encrypted_zip_member() -> None:
    data = bytearray(zip_bytes({"a.txt": b"secret"}))
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert [type(item) for item in read_bytes(bytes(data), "a.zip")] == [PasswordProtected]


def test_damaged_member_does_not_stop_the_others() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1.txt", "damaged content")
        archive.writestr("2.txt", "good content")
    data = out.getvalue().replace(b"damaged", b"dam_ged")
    assert [type(item) for item in read_bytes(data, "a.zip")] == [TruncatedFile, RawDocument]


def test_zip_link_is_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/hostname")
    assert [type(item) for item in read_bytes(out.getvalue(), "a.zip")] == [EmptyFile]


def test_folder_with_loops_and_odd_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("正文", "utf-8")
    (tmp_path / "a" / "回.d").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "断.txt").symlink_to(tmp_path / "没有")
    os.mkfifo(tmp_path / "管道.txt")
    found = list(read(tmp_path))
    good = [item for item in found if isinstance(item, RawDocument)]
    assert [item.path for item in good] == [str(tmp_path / "a" / "1.txt")]
    bad = {Path(item.path).name for item in found if isinstance(item, CorpusError)}
    assert bad == {"回.d", "断.txt", "管道.txt"}


@pytest.mark.parametrize("path", ["没有的.txt", "没有\x00的.txt", "长" * 5000])
def test_path_that_is_none(path: str, tmp_path: Path) -> None:
    (fault,) = read(tmp_path / path)
    assert isinstance(fault, CorpusError)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400),
    st.sampled_from(["txt", "md", "json", "jsonl", "html", "csv", "pdf", "docx", "xlsx", "zip", "doc", ""]),
    st.sampled_from(
        [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{", b"---\n", b"\xff\xfe", OLE, b"<html>", b"category:"]
    ),
)
def test_no_bytes_raise(data: bytes, suffix: str, head: bytes) -> None:
    for item in read_bytes(head + data, f"a.{suffix}"):
        assert isinstance(item, RawDocument | CorpusError)
        if isinstance(item, RawDocument):
            item.text.encode()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.integers(0, 255), st.sampled_from(["docx", "xlsx", "zip", "pdf"]))
def test_no_damage_raises(place: int, byte: int, suffix: str) -> None:
    whole = {
        "docx": docx_bytes,
        "xlsx": lambda: xlsx_bytes(["编号", "结果"], ["一", "成"]),
        "zip": lambda: zip_bytes({"a.txt": b"text"}),
        "pdf": pdf_bytes,
    }[suffix]()
    data = bytearray(whole)
    data[place % len(data)] = byte
    assert all(isinstance(item, RawDocument | CorpusError) for item in read_bytes(bytes(data), f"a.{suffix}"))


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_clean_is_storable_and_stable(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert clean(cleaned) == cleaned

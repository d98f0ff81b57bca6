"""Every sort of bad input, made on the spot: what is written where, and what must become of it."""

import io
import json
import os
import socket
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

MIB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
GOOD = "关于风险提示的说明\n期货公司应当提示风险，客户应当及时追加保证金。"


@dataclass(frozen=True, slots=True)
class Case:
    """One input.

    Attributes:
        name: The file's name, which the message must show.
        make: Writes it at a path; bytes are written as they are.
        reason: Words of the message; empty where nothing is to be refused.
        taken: Documents that go in all the same.
        place: Words of the place within the file.
    """

    name: str
    make: Callable[[Path], None] | bytes
    reason: str = ""
    taken: int = 0
    place: str = ""

    def write(self, folder: Path) -> Path:
        """The input in a folder."""
        path = folder / self.name
        if isinstance(self.make, bytes):
            path.write_bytes(self.make)
        else:
            self.make(path)
        return path


def docx_file(*paragraphs: str) -> bytes:
    """A Word file."""
    out = io.BytesIO()
    document = docx.Document()
    for paragraph in paragraphs or (GOOD,):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def xlsx_file(*rows: list[object]) -> bytes:
    """An Excel file with one sheet."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows or (["案件编号", "事实摘要"], ["一", GOOD]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def zip_file(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf_file(*, password: str = "", owner: str = "") -> bytes:
    """A PDF with a text layer."""
    out = io.BytesIO()
    encryption = StandardEncryption(password, ownerPassword=owner) if password or owner else None
    canvas = Canvas(out, encrypt=encryption, pageCompression=0)
    canvas.drawString(72, 700, "a page with a text layer, long enough to be one")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_zip() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(zip_file({"正文.txt": GOOD.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def nested_zip(depth: int, name: str = "正文.txt", data: bytes = GOOD.encode()) -> bytes:
    """A text in so many zips."""
    for level in range(depth):
        data, name = zip_file({name: data}), f"{level}.zip"
    return data


def bomb(levels: int = 2, fan: int = 8) -> bytes:
    """A zip of zips of 40 MB of one character."""
    data = zip_file({"0.txt": b"0" * (40 * MIB)})
    for _ in range(levels):
        data = zip_file({f"{n}.zip": data for n in range(fan)})
    return data


def office_with_entities(whole: bytes, part: str) -> bytes:
    """An Office file with a part that expands a billion times ("billion laughs")."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e9;</x>'.encode()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    return zip_file({**members, part: xml})


def pdf_with(objects: str) -> bytes:
    """A PDF without a cross-reference table: every reader has to repair it."""
    return f"%PDF-1.4\n{objects}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


PDF_PARENT_LOOP = pdf_with(
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]>>endobj\n"
    "3 0 obj<</Type/Pages/Count 1/Kids[2 0 R]/Parent 3 0 R>>endobj"
)
PDF_FORM_LOOP = pdf_with(
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources 4 0 R/Contents 5 0 R>>endobj\n"
    "4 0 obj<</XObject<</F 6 0 R>>>>endobj\n5 0 obj<</Length 4>>stream\n/F Do\nendstream endobj\n"
    "6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 4 0 R/Length 6 0 R>>stream\n/F Do\nendstream endobj"
)
YAML_BOMB = "\n".join(
    [
        "---",
        'a0: &a0 "ha"',
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)),
        "---",
        GOOD,
    ]
).encode()


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write("正文".encode())
        stream.truncate(100 * MIB)


def _large_text(path: Path) -> None:
    with path.open("wb") as stream:
        line = ("客户应当及时追加保证金。" * 80 + "\n").encode()
        for _ in range(100 * MIB // len(line) + 1):
            stream.write(line)


def _large_line(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(json.dumps({"_id": "甲", "text": GOOD}, ensure_ascii=False).encode() + b"\n")
        stream.write(b'{"_id": "b", "text": "')
        for _ in range(100):
            stream.write(b"x" * MIB)
        stream.write(b'"}\n' + json.dumps({"_id": "丙", "text": GOOD + "丙"}).encode() + b"\n")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _folder_in_itself(path: Path) -> None:
    path.mkdir()
    (path / "正文.txt").write_text(GOOD, "utf-8")
    (path / "回").symlink_to(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def _flagged_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/hostname")
        archive.writestr("正文.txt", GOOD)
    return out.getvalue()


_UTF8_CUT = ("申请人请求赔偿损失。" * 20).encode()[:-1]
_MILLION = "期货公司应当通知客户。" * 90_910

CASES = (
    # empty
    Case("空.txt", b"", "没有内容"),
    Case("空.pdf", b"", "没有内容"),
    Case("空.docx", b"", "没有内容"),
    Case("空.json", b" \n", "没有内容"),
    Case("空.jsonl", b"\n\n", "没有内容"),
    Case("空列.json", b"[]", "没有可读的内容"),
    Case("空.zip", zip_file({}), "没有可读的内容"),
    Case("空表.xlsx", xlsx_file([]), "没有可读的内容"),
    Case("空文.docx", docx_file(""), "没有文字内容"),
    Case("空网页.html", b"<html><body></body></html>", "没有文字内容"),
    # binary
    Case("杂.txt", bytes(range(256)) * 40, "不是可识别的文字"),
    Case("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
    Case("程序.bin", b"\x7fELF" + bytes(range(256)), "程序"),
    Case("旧.doc", OLE + "WordDocument".encode("utf-16-le"), ".docx"),
    Case("名不符.pdf", GOOD.encode(), "不是PDF"),
    # truncated
    Case("截断.docx", docx_file()[:-400], "截断"),
    Case("截断.xlsx", xlsx_file()[:-400], "截断"),
    Case("截断.pdf", pdf_file()[:300], "截断"),
    Case("截断.zip", zip_file({"正文.txt": GOOD.encode() * 9})[:-40], "截断"),
    Case("截断.json", b'[{"text": "a"}, {"text": ', "中间结束"),
    Case("截断.jsonl", _jsonl({"_id": "甲", "text": GOOD}) + b'{"_id": "b", "te', "中间结束", 1, "第2行"),
    Case("截断.txt", _UTF8_CUT, "中间断开"),
    # password-protected
    Case("加密.docx", LOCKED, "密码"),
    Case("加密.xlsx", LOCKED, "密码"),
    Case("加密.pdf", pdf_file(password="secret"), "密码"),
    Case("只限打印.pdf", pdf_file(owner="secret"), taken=1),
    Case("加密.zip", locked_zip(), "密码", place="正文.txt"),
    # large
    Case("百兆.txt", _large_text, "64 MB"),
    Case("百兆空洞.txt", _sparse, "64 MB"),
    Case("千万字.txt", b"\xe5\xad\x97" * 10_000_001, "1000 万字"),
    Case("百兆一行.jsonl", _large_line, "64 MB", 2, "第2行"),
    # archives
    Case("三层.zip", nested_zip(3), taken=1),
    Case("五层.zip", nested_zip(5), "嵌套超过", place="3.zip/2.zip"),
    Case("四十层.zip", nested_zip(40), "嵌套超过"),
    Case("炸弹.zip", bomb(), "压缩炸弹"),
    Case("炸弹.docx", zip_file({"word/document.xml": b" " * (50 * MIB)}), "压缩炸弹"),
    Case("实体.docx", office_with_entities(docx_file(), "word/document.xml"), "实体"),
    Case("实体.xlsx", office_with_entities(xlsx_file(), "xl/styles.xml"), "实体"),
    Case("链接.zip", _flagged_link(), taken=1),
    # encodings
    Case("国标.txt", GOOD.encode("gb18030"), taken=1),
    Case("双字节.txt", GOOD.encode("utf-16"), taken=1),
    Case("双字节无标记.txt", GOOD.encode("utf-16-le"), taken=1),
    Case("日文.txt", ("これは日本語の文章です。" * 9).encode("shift_jis"), "不是可识别的文字"),
    Case("坏字节.txt", (GOOD + "\n请求").encode() + b"\xff" + "赔偿全部损失".encode(), "第3行"),
    Case("误标.html", f'<html><meta charset="gbk"><body>{GOOD}</body></html>'.encode(), taken=1),
    Case("误标.json", b"\xff\xfe" + b'{"text": "abc"}', "中间断开"),
    # cyclic references and deep nesting
    Case("自链.txt", _link_to_itself, "leads nowhere"),
    Case("回环", _folder_in_itself, "指回上级", 1),
    Case("页回环.pdf", PDF_PARENT_LOOP, "已损坏", place="第1"),
    Case("图回环.pdf", PDF_FORM_LOOP, "没有文字内容"),
    Case("深.json", b"[" * 100_000 + b"]" * 100_000, "嵌套过深"),
    Case(
        "深.jsonl", _jsonl({"_id": "甲", "text": GOOD}) + b'{"a":' * 100_000 + b"\n", "嵌套过深", 1, "第2行"
    ),
    Case("深.html", b"<div>" * 100_000 + GOOD.encode(), "嵌套过深"),
    Case("自指.md", f"---\na: &a [*a]\ntitle: 甲\n---\n{GOOD}".encode(), "YAML"),
    Case("别名炸弹.md", YAML_BOMB, "YAML"),
    # long lines and odd characters
    Case("百万字.txt", _MILLION.encode(), taken=1),
    Case("百万字.json", json.dumps({"text": _MILLION}).encode(), taken=1),
    Case("百万字.csv", f"编号,事实摘要\n一,{_MILLION}\n".encode(), taken=1),
    Case("百万括号.txt", ("（" * 1_000_000).encode(), taken=1),
    Case("百万数字.txt", b"1" * 1_000_000, taken=1),
    Case("百万空格.txt", b"x" + b" " * 1_000_000 + b"y", taken=1),
    Case("控制符.txt", GOOD.replace("风险", "风\x00\x07险\x1b").encode(), taken=1),
    Case("孤代理.json", rb'{"title": "\udfff", "text": "a\ud800b\ud83d\ude00"}', taken=1),
    Case("孤代理键.json", rb'{"_id": "\ud800", "\udc00": "x", "text": "abc"}', taken=1),
    Case("罕用字.txt", (GOOD + "𠮷𪚥𰻝鿿㐀👨‍👩‍👧🀄é" * 30).encode(), taken=1),
    Case("叠加符.txt", (GOOD + "a" + "\u0301" * 5_000).encode(), taken=1),
    Case("换行\n名.txt", b"", "没有内容"),
    Case(os.fsdecode(b"\xb2\xe2\xca\xd4.txt"), GOOD.encode(), taken=1),
    Case("大数.json", b'{"text": "a", "n": ' + b"9" * 100_000 + b"}", "数字过长"),
    # what is no file
    Case("管道.txt", os.mkfifo, "不是普通文件"),
    Case("套接字.txt", _socket, "不是普通文件"),
)

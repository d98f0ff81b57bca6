"""Archives, folders, the sample and real material."""

import io
import zipfile
from pathlib import Path

import pytest

from corpora.model import Kind
from corpora.model.errors import CorpusError
from corpora.readers import RawDocument, read, read_bytes
from corpora.sample import sample_path
from tests.shared import SHARED, needs_shared

TEXT = "申请人周小满与海棠证券公司因佣金发生争议。\n双方同意调解。"


def records(data: bytes, name: str) -> list[RawDocument]:
    found = list(read_bytes(data, name))
    assert all(isinstance(item, RawDocument) for item in found), found
    return [item for item in found if isinstance(item, RawDocument)]


def test_zip_members_in_order_with_chinese_names() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("乙/2.txt", "正文二")
        archive.writestr("1.jsonl", '{"text": "正文一"}\n')
        archive.writestr(".hidden.txt", "隐藏")
        archive.writestr("__MACOSX/x.txt", "杂物")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("里面.txt", "正文三")
        archive.writestr("内层.zip", inner.getvalue())
    found = records(out.getvalue(), "批.zip")
    assert [(item.path, item.record, item.text) for item in found] == [
        ("批.zip", "1.jsonl#line 1", "正文一"),
        ("批.zip", "乙/2.txt", "正文二"),
        ("批.zip", "内层.zip/里面.txt", "正文三"),
    ]


def test_zip_names_in_gbk() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ABCD.txt", "正文")
    data = out.getvalue().replace(b"ABCD.txt", "调解".encode("gbk") + b".txt")
    assert [item.record for item in records(data, "a.zip")] == ["调解.txt"]


def test_folder_is_recursive_sorted_and_skips_hidden(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.md", "b/1.txt", ".git/x.txt", "~$a.docx", "b/.DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"正文 {name}", "utf-8")
    found = [Path(item.path).relative_to(tmp_path).as_posix() for item in read(tmp_path)]
    assert found == ["a.md", "b/1.txt", "b/2.txt"]


def test_kind_given_by_the_user_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nkind: mediation\n---\n正文", "utf-8")
    (raw,) = read(path, kind=Kind.TYPICAL)
    assert isinstance(raw, RawDocument)
    assert raw.kind == Kind.TYPICAL


def test_sample_documents_are_front_matter() -> None:
    found = list(read(sample_path()))
    assert found
    assert {item.layout for item in found if isinstance(item, RawDocument)} == {"front-matter"}
    assert not [item for item in found if isinstance(item, CorpusError)]
    assert all(item.fields.get("fictional") == "true" for item in found if isinstance(item, RawDocument))


@needs_shared
@pytest.mark.parametrize(
    ("folder", "layout", "count"),
    [
        ("judgments", "crawl", 995),
        ("judgment-extracts", "cjrc", 1000),
        ("official-cases", "official", 1260),
        ("statutes/刑法", "statute", 14),
        ("collections/cases", "beir", 2051),
    ],
)
def test_real_material(folder: str, layout: str, count: int) -> None:
    assert SHARED is not None
    found = [item for item in read(SHARED / "data" / folder) if isinstance(item, RawDocument)]
    assert [item.layout for item in found].count(layout) == len(found) >= count - 2

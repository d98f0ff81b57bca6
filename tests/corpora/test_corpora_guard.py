"""Hostile files end a child process, never the program, and are told in plain words."""

import io
import os
import signal
import threading
import time
import zipfile

import pytest

from corpora.guard import MIB, Bounds, guarded
from corpora.model.errors import CorpusError, EmptyFile, MalformedRecord, TooLarge
from corpora.readers.upload import read_upload
from tests.bad_input import pdf_file

SMALL = Bounds(seconds=8, memory=1024 * MIB)


def size(data: bytes, name: str) -> dict[str, object]:
    return {"size": len(data), "name": name, "child": os.getpid()}


def endless(data: bytes, name: str) -> None:
    while True:
        pass


def asleep(data: bytes, name: str) -> None:
    time.sleep(60)


def greedy(data: bytes, name: str) -> int:
    return len(bytearray(4096 * MIB))


def dies(data: bytes, name: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuses(data: bytes, name: str) -> None:
    raise EmptyFile("什么也没有", name, "第1页")


def writes(data: bytes, name: str) -> None:
    with open(name, "wb") as out:
        out.write(b"x" * (2 * MIB))


def test_an_answer_comes_back_from_another_process() -> None:
    found = guarded(size, b"abc", "a.txt")
    assert (found["size"], found["name"]) == (3, "a.txt") and found["child"] != os.getpid()


@pytest.mark.parametrize(
    ("work", "kind", "said", "seconds"),
    [
        (endless, TooLarge, "秒内读不完", 1.0),
        (asleep, TooLarge, "秒内读不完", 1.0),
        (greedy, TooLarge, "内存超过 1024 MB", 8.0),
        (dies, MalformedRecord, "读取程序因此中止", 8.0),
        (refuses, EmptyFile, "什么也没有", 8.0),
    ],
)
def test_a_child_is_bounded(work: object, kind: type[CorpusError], said: str, seconds: float) -> None:
    began = time.monotonic()
    with pytest.raises(kind, match=said) as told:
        guarded(work, b"", "a.pdf", Bounds(seconds=seconds, memory=1024 * MIB))  # type: ignore[arg-type]
    assert type(told.value) is kind and told.value.path == "a.pdf"
    assert time.monotonic() - began < seconds + 5


def test_a_child_writes_no_large_file(tmp_path: object) -> None:
    with pytest.raises((MalformedRecord, OSError)):
        guarded(writes, b"", f"{tmp_path}/big", Bounds(seconds=8, memory=1024 * MIB, written=MIB))
    assert os.path.getsize(f"{tmp_path}/big") <= MIB


def test_many_at_once_all_come_back() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(guarded(size, b"x" * n, "a")["size"]))  # type: ignore[misc]
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(12))


def bomb(inner: str = "a.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(inner, b"0" * (300 * MIB))
    return out.getvalue()


def test_an_upload_is_told_by_content_not_by_name() -> None:
    assert read_upload("本院认为，被告应当赔偿。".encode(), "a.weird", 100).text == "本院认为，被告应当赔偿。"
    assert "text layer" in read_upload(pdf_file(), "报告.docx", 10_000).text
    with pytest.raises(CorpusError, match="PNG"):
        read_upload(b"\x89PNG\r\n" + b"x" * 100, "判决书.txt", 100)
    with pytest.raises(CorpusError, match="内容却不是PDF"):
        read_upload(b"MZ no pdf", "a.pdf", 100)


def test_an_upload_is_cut_and_its_length_told() -> None:
    found = read_upload(("案" * 5000).encode(), "a.txt", 100)
    assert (len(found.text), found.length, found.faults) == (100, 5000, ())


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.txt", "../../etc/passwd", "a\0b.txt", "x" * 5000])
def test_a_bomb_is_refused_under_any_name(name: str) -> None:
    with pytest.raises(CorpusError):
        read_upload(bomb(), name, 1000, SMALL)

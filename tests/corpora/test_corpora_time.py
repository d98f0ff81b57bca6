"""Time grows with the length of a text and not faster: no expression backtracks over a long run."""

import signal
import time
from collections.abc import Callable, Iterator

import pytest

from corpora.classify import classify
from corpora.model import Kind
from corpora.parse import parse
from corpora.readers import RawDocument, read_bytes
from corpora.redact import redact

LENGTH = 20_000
MOST = 30
"""Seconds; every case takes less than two, an exponential one for ever."""
UNITS = (
    "某", "一", "万", "1", "（", "：", "、", "原告：", "原告张三，男，", "某某公司", "公司", "一、", "第一条", "（2020）沪",
    "（以下简称", "2020年", "人民法院", "本院认为，", "诉", "与", "a.", "@", "-", "x \n", "甲\n\n\n", "《证券法》第",
    "该法第", "省市区", "省市县区", "×", "路1号", "李某", "被告人", "阿·", "甲市乙县丙区丁镇戊村己",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Ends a case that would not end."""

    def ring(*_: object) -> None:
        raise TimeoutError(f"more than {MOST} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(MOST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def parsed(text: str, kind: Kind | None) -> None:
    for raw in read_bytes(text.encode(), "a.txt", kind=kind):
        assert isinstance(raw, RawDocument), raw
        assert list(parse(raw))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("kind", [None, Kind.JUDGMENT, Kind.GUIDING, Kind.MEDIATION])
def test_parsing(unit: str, kind: Kind | None) -> None:
    parsed(unit * (LENGTH // len(unit)), kind)


@pytest.mark.parametrize("work", [redact, classify])
@pytest.mark.parametrize("unit", UNITS)
def test_redaction_and_classification(unit: str, work: Callable[[str], object]) -> None:
    work(unit * (LENGTH // len(unit)))


def test_the_clock_rings() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    with pytest.raises(TimeoutError):
        time.sleep(5)

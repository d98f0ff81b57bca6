"""Ordinary logs hold no words of a query and no personal data."""

import io
import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from search_api.http.app import create_app
from search_api.http.logs import MOST, PrivateFilter, clean, keep_private
from search_api.http.settings import Settings


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of the program, and what its handler has written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("search_api.tests.private")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    keep_private()
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("message", "kept", "gone"),
    [
        ("GET /v1/search?q=周小满诉海棠证券&limit=20", ["limit=20", "q=…"], ["周小满", "海棠"]),
        ("GET /v1/search?query=%E5%91%A8%E5%B0%8F%E6%BB%A1", ["query=…"], ["周小满", "%E5"]),
        (
            "GET /v1/cases/%E5%8E%9F%E5%91%8A%E5%91%A8%E5%B0%8F%E6%BB%A1 404",
            ["/v1/cases/", "404"],
            ["周小满"],
        ),
        (
            "原告周小满，身份证号11010519491231002X",
            ["[人名]", "[身份证号]"],
            ["周小满", "11010519491231002X"],
        ),
        ("bad body {'question': '我的卡被盗刷了', 'limit': 3}", ["'limit': 3"], ["盗刷"]),
        ('{"password": "secret", "a": 1}', ['"a": 1'], ["secret"]),
        ("13812345678 called", ["called"], ["13812345678"]),
        ("ready in 12.5 ms, 20000 documents", ["ready in 12.5 ms, 20000 documents"], []),
    ],
)
def test_messages_are_cleaned(message: str, kept: list[str], gone: list[str]) -> None:
    cleaned = clean(message)
    assert all(part in cleaned for part in kept), cleaned
    assert not any(part in cleaned for part in gone), cleaned


def test_arguments_and_tracebacks_are_cleaned(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    logger.info("asked: %s", "被告周大雪欠款")
    try:
        raise ValueError("原告周小满，电话13812345678")
    except ValueError:
        logger.exception("failed for %s", "证人吴小暑")
    text = stream.getvalue()
    assert "ValueError" in text and "Traceback" in text and "asked:" in text
    assert not any(name in text for name in ("周大雪", "周小满", "吴小暑", "13812345678"))


def test_a_record_with_arguments_that_do_not_fit_is_written(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = written
    logger.info("%d documents", "many")
    assert "documents" in stream.getvalue()


def test_one_filter_for_each_handler_and_long_records_are_cut(
    written: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = written
    keep_private()
    assert sum(isinstance(f, PrivateFilter) for f in logger.handlers[0].filters) == 1
    logger.info("a" * 3 * MOST)
    assert len(stream.getvalue()) < MOST + 10


def test_the_service_puts_the_filter_before_its_handlers(tmp_path: object) -> None:
    handler = logging.StreamHandler(io.StringIO())
    logging.getLogger("uvicorn.access").addHandler(handler)
    try:
        with TestClient(create_app(Settings.model_validate({"home": tmp_path}))):
            assert any(isinstance(f, PrivateFilter) for f in handler.filters)
    finally:
        logging.getLogger("uvicorn.access").removeHandler(handler)

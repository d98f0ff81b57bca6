"""The shipped static encoder."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from indexer.encoder import EncoderUnavailable, StaticEncoder, load_encoder
from indexer.encoder.static import MAX_TOKENS
from indexer.encoder.tables import dequantise, quantise
from tests.shared import SHARED, needs_shared

ENCODER = StaticEncoder.load()


def test_rows_are_unit_vectors_and_empty_texts_are_zero_rows() -> None:
    vectors = ENCODER.encode(["证券虚假陈述责任纠纷", "", "  \n", "客户要求赔偿投资损失"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, 256) == (4, ENCODER.dim)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 1], abs=1e-5)
    assert ENCODER.encode([]).shape == (0, 256)


def test_batching_does_not_change_a_vector() -> None:
    texts = [f"第{n}条 期货公司应当勤勉尽责{'，' * (n % 7)}" for n in range(600)] + [""]
    together = ENCODER.encode(texts)
    alone = np.vstack([ENCODER.encode([text]) for text in texts])
    assert np.array_equal(together, alone)


def test_legal_likeness() -> None:
    query, near, far = ENCODER.encode(
        ["上市公司财务造假，股民要求赔偿损失", "投资者因虚假陈述起诉发行人", "夫妻离婚后子女由谁抚养"]
    )
    assert query @ near > query @ far + 0.15


def test_only_the_first_tokens_count() -> None:
    head = "当事人约定仲裁条款。" * 200
    assert np.array_equal(ENCODER.encode([head]), ENCODER.encode([head + "期货强行平仓" * 500]))
    assert MAX_TOKENS == 512


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_unit_or_zero_row(text: str) -> None:
    row = ENCODER.encode([text + "\ud800"])[0]
    assert np.isfinite(row).all()
    assert abs(float(np.linalg.norm(row)) - 1) < 1e-4 or not row.any()


def test_quantising_keeps_direction_and_zero_rows() -> None:
    table = np.random.default_rng(1).normal(size=(50, 32)).astype(np.float32)
    table[3] = 0
    back = dequantise(*quantise(table))
    assert not back[3].any()
    rest = np.arange(50) != 3
    cosine = (table * back).sum(1)[rest]
    cosine /= np.linalg.norm(table, axis=1)[rest] * np.linalg.norm(back, axis=1)[rest]
    assert cosine.min() > 0.9995


@needs_shared
def test_int8_equals_the_fp16_original() -> None:
    """Of a table in half precision, as it came, hardly anything is lost by rounding to int8."""
    assert SHARED is not None
    folder = SHARED / "models" / "zhlaw-static-256"
    table = np.load(folder / "static_fp16.npy").astype(np.float32)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    rounded = dequantise(*quantise(table))
    texts = ["股票质押式回购违约", "被告承担连带赔偿责任。", "银行理财产品未充分揭示风险" * 40, "仲裁"]
    original, ours = (StaticEncoder("x", some, tokenizer, "x").encode(texts) for some in (table, rounded))
    assert (original * ours).sum(axis=1).min() > 0.999
    used = np.linalg.norm(table, axis=1) > 0
    rows = (table * rounded).sum(1)[used]
    rows /= np.linalg.norm(table[used], axis=1) * np.linalg.norm(rounded[used], axis=1)
    assert rows.min() > 0.999


@needs_shared
def test_the_retrained_encoder_keeps_the_tokenizer_of_the_original() -> None:
    assert SHARED is not None
    original = Tokenizer.from_file(str(SHARED / "models" / "zhlaw-static-256" / "tokenizer.json"))
    text = "期货公司未通知追加保证金即强行平仓，2020年1月1日损失12,000元。"
    ours, theirs = (t.encode(text, add_special_tokens=False).ids for t in (ENCODER._tokenizer, original))
    assert ours == theirs


def test_load_is_quick_and_fingerprint_is_of_the_data(tmp_path: Path) -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        again = StaticEncoder.load()
        took.append(time.perf_counter() - start)
    assert again.fingerprint == ENCODER.fingerprint and len(again.fingerprint) == 64
    assert min(took) < 0.5  # 0.1 s on an idle machine


def test_load_encoder_names(tmp_path: Path) -> None:
    default = load_encoder(None)
    assert default is not None and default.name == "zhlaw-static-256"
    assert load_encoder("none") is None
    with pytest.raises(EncoderUnavailable, match="no encoder in this folder"):
        load_encoder(str(tmp_path))
    with pytest.raises(FileNotFoundError, match="weights.npz is missing"):
        StaticEncoder.load(tmp_path)


def test_broken_weights_are_one_sentence(tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", rows=np.zeros((4, 2), np.float32), scales=np.zeros(4, np.float32))
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="expected int8 rows"):
        load_encoder(str(tmp_path))


def test_running_sums_give_the_vectors_of_parts() -> None:
    encoder = StaticEncoder.load()
    first, second, third = (
        "原告在揭露日之后卖出股票。",
        "被告银行未尽适当性义务；",
        "双方约定年利率为百分之六。",
    )
    text = (first + second + third) * 40  # more tokens than count
    sums = encoder.running_sums(text)
    end = len(first + second)
    wanted = encoder.encode([text, second, first + third + text[end + len(third) :], text[end:]])
    assert sums.without([]) == pytest.approx(wanted[0], abs=1e-4)
    assert sums.of((len(first), end)) == pytest.approx(wanted[1], abs=1e-4)
    assert sums.without([(len(first), end)]) == pytest.approx(wanted[2], abs=1e-4)
    assert sums.without([(0, len(first)), (len(first), end)]) == pytest.approx(wanted[3], abs=1e-4)
    assert not sums.without([(0, len(text))]).any()
    assert not encoder.running_sums("").without([]).any()

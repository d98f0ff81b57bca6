"""Training an encoder from texts."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from indexer.encoder import StaticEncoder
from indexer.encoder.export import export_sentence_transformers
from indexer.encoder.sentence_transformers import SentenceTransformersEncoder
from indexer.encoder.tables import read_tables
from indexer.encoder.training import Settings, Supervision, train_encoder
from indexer.encoder.training.contrast import loss_and_gradient
from indexer.encoder.training.cooccurrence import count_pairs
from indexer.encoder.training.pairs import Batch

TOPICS = {
    "期货": [
        "期货公司",
        "强行平仓",
        "保证金不足",
        "追加保证金",
        "交易所规则",
        "持仓风险",
        "合约价格",
        "穿仓损失",
    ],
    "离婚": ["夫妻感情", "子女抚养", "共同财产", "离婚诉讼", "探望权利", "婚姻登记", "家庭矛盾", "抚养费用"],
}
COMMON = ["本院认为", "当事人", "依照规定", "应当", "请求", "证据", "事实"]


def sentence(topic: str, rng: random.Random, words: int = 8) -> str:
    return "，".join(rng.choice(COMMON if rng.random() < 0.4 else TOPICS[topic]) for _ in range(words)) + "。"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = random.Random(3)
    folder = tmp_path_factory.mktemp("texts")
    for n in range(160):
        topic = list(TOPICS)[n % 2]
        (folder / f"{n}.txt").write_text("".join(sentence(topic, rng) for _ in range(6)), encoding="utf-8")
    return folder


@pytest.mark.parametrize("steps", [0, 20])
def test_one_topic_is_nearer_than_the_other(corpus: Path, tmp_path: Path, steps: int) -> None:
    lines: list[str] = []
    size = train_encoder(
        [corpus], tmp_path / "own", Settings(dims=16, vocabulary=300, steps=steps), progress=lines.append
    )
    encoder = StaticEncoder.load(tmp_path / "own")
    assert encoder.dim == 16 and 20 < size <= 300 and encoder.name == "own"
    assert any("tokenizer of" in line for line in lines)
    rng = random.Random(9)
    own = encoder.encode([sentence("期货", rng) for _ in range(20)])
    also = encoder.encode([sentence("期货", rng) for _ in range(20)])
    other = encoder.encode([sentence("离婚", rng) for _ in range(20)])
    assert float((own @ also.T).mean()) > float((own @ other.T).mean()) + 0.2


def test_the_same_seed_gives_the_same_encoder(corpus: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        train_encoder([corpus], tmp_path / name, Settings(dims=8, vocabulary=200, steps=3, seed=4))
    a, b = (StaticEncoder.load(tmp_path / name).encode(["期货公司强行平仓"]) for name in ("a", "b"))
    assert np.allclose(np.abs(a @ b.T), 1, atol=1e-3)


def test_counts_of_neighbours() -> None:
    texts = [np.array([1, 2, 1], np.int32), np.array([2], np.int32)]
    keys, values = count_pairs(texts, 10, window=2)
    found = dict(zip(keys.tolist(), values.tolist(), strict=True))
    assert found == pytest.approx({12: 1.0, 21: 1.0, 11: 1 / np.sqrt(2)})


def test_gradient_is_that_of_the_loss() -> None:
    rng = np.random.default_rng(0)
    table = rng.normal(size=(12, 5)).astype(np.float64)
    left = [np.array([0, 1, 1]), np.array([2, 3]), np.array([4, 0])]
    right = [np.array([5, 6]), np.array([7, 8, 3]), np.array([9, 10, 11])]
    excluded = (np.array([0, 2], dtype=np.intp), np.array([1, 3], dtype=np.intp))

    def loss(table: np.ndarray) -> tuple[float, np.ndarray]:
        return loss_and_gradient(table, Batch(left, [*right, np.array([5, 11])], excluded))

    _, gradient = loss(table)
    for token, axis in [(0, 0), (3, 2), (8, 4), (11, 1)]:
        up, down = table.copy(), table.copy()
        up[token, axis] += 1e-5
        down[token, axis] -= 1e-5
        rise = loss(up)[0] - loss(down)[0]
        assert gradient[token, axis] == pytest.approx(rise / 2e-5, rel=1e-3, abs=1e-6)


def supervision(rng: random.Random) -> Supervision:
    """Lay words that never stand in the texts that they ask for."""
    material = Supervision()
    texts = [(str(n), sentence(list(TOPICS)[n % 2], rng)) for n in range(60)]
    asked = [
        ("亏了钱要账户", {"0": 2, "2": 1}),
        ("两口子过不下去", {"1": 2}),
        ("钱没了", {"4": 2}),
        ("孩子归谁", {"3": 1}),
    ]
    assert material.add("own", texts, [*asked, ("无人回答", {"999": 2})]) == 1
    return material


def test_queries_draw_their_texts_near(corpus: Path, tmp_path: Path) -> None:
    material = supervision(random.Random(5))
    for name, steps in (("before", 0), ("after", 120)):
        settings = Settings(dims=16, vocabulary=300, steps=steps)
        train_encoder([corpus], tmp_path / name, settings, supervision=material)

    def margin(name: str) -> float:
        encoder = StaticEncoder.load(tmp_path / name)
        query, own, other = encoder.encode(
            ["两口子过不下去", material.texts["own/1"], material.texts["own/0"]]
        )
        return float(query @ own - query @ other)

    assert margin("after") > margin("before") + 0.1


def test_an_interrupted_training_ends_the_same(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.encoder.training.contrast._KEEP_EVERY", 6)
    monkeypatch.setattr("indexer.encoder.training.pairs.REFRESH", 6)
    settings, material = Settings(dims=8, vocabulary=200, steps=20), supervision(random.Random(5))

    def stop(line: str) -> None:
        if "contrast" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_encoder([corpus], tmp_path / "a", settings, supervision=material, progress=stop)
    assert (tmp_path / "a" / "work" / "contrast.npz").is_file()
    train_encoder([corpus], tmp_path / "a", settings, supervision=material)
    train_encoder([corpus], tmp_path / "b", settings, supervision=material)
    assert not (tmp_path / "a" / "work").exists()
    assert (tmp_path / "a" / "weights.npz").read_bytes() == (tmp_path / "b" / "weights.npz").read_bytes()


def test_too_little_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("很短", encoding="utf-8")
    with pytest.raises(ValueError, match="too little text"):
        train_encoder([tmp_path], tmp_path / "out")


def test_export_is_what_sentence_transformers_reads(corpus: Path, tmp_path: Path) -> None:
    train_encoder([corpus], tmp_path / "own", Settings(dims=16, vocabulary=300, steps=0))
    export_sentence_transformers(tmp_path / "own", tmp_path / "st")
    modules = json.loads((tmp_path / "st" / "modules.json").read_text(encoding="utf-8"))
    assert [m["type"].rsplit(".", 1)[1] for m in modules] == ["StaticEmbedding", "Normalize"]
    weights = load_file(tmp_path / "st" / "0_StaticEmbedding" / "model.safetensors")["embedding.weight"]
    assert np.array_equal(weights, read_tables(tmp_path / "own"))
    pytest.importorskip("sentence_transformers", reason="the models extra is not installed")
    texts = ["期货公司强行平仓", "子女抚养与共同财产"]
    ours = StaticEncoder.load(tmp_path / "own").encode(texts)
    theirs = SentenceTransformersEncoder.load(str(tmp_path / "st")).encode(texts)
    assert np.allclose(ours, theirs, atol=1e-4)

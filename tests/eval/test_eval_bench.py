"""The generator of benchmark documents, the share of near-identical ones, and what the benchmark tells."""

import statistics

import pytest

from corpora.model import Kind
from corpora.parse import parse
from corpora.readers import read
from corpora.readers.raw import RawDocument
from corpora.sample import sample_path
from eval.bench.duplicates import near_identical_share
from eval.bench.generate import generate, make_stock
from eval.bench.report import bench_report
from eval.bench.timing import latency


def _stock():
    raws = [raw for raw in read(sample_path()) if isinstance(raw, RawDocument)]
    return make_stock([d for raw in raws for d in parse(raw) if d.kind is Kind.JUDGMENT])


def test_the_same_seed_gives_the_same_documents() -> None:
    stock = _stock()
    first = list(generate(stock, 20, seed=3))
    assert first == list(generate(stock, 20, seed=3))
    assert first != list(generate(stock, 20, seed=4))


def test_generated_documents_differ_and_have_the_wanted_lengths() -> None:
    texts = list(generate(_stock(), 300, seed=1))
    assert near_identical_share(texts) < 0.01
    assert 2_500 < statistics.median(map(len, texts)) < 3_800
    assert 0.05 < sum(len(text) > 8_000 for text in texts) / len(texts) < 0.2


def test_near_identical_texts_are_found() -> None:
    texts = list(generate(_stock(), 20, seed=2))
    copies = [*texts, texts[0].replace("有限公司", "有限责任公司", 1), texts[1]]
    assert near_identical_share(copies) == 4 / 22


def test_latency_counts_every_call() -> None:
    calls: list[str] = []
    result = latency(calls.append, ["a", "b", "c"], warm=2)
    assert (result.n, len(calls)) == (3, 5)
    assert 0 <= result.p50 <= result.p95


@pytest.mark.slow
def test_the_report_of_our_own_engine_alone_holds_no_baselines() -> None:
    report = bench_report(docs=100, source=None, seed=1, baselines=False, merge=False)
    assert set(report) == {"engine", "corpus", "ingest", "latency_ms", "ratio"}
    assert set(report["latency_ms"]) == {"case", "keyword"} and report["ratio"] == {}
    for measured in report["latency_ms"].values():
        assert measured["n"] == 100 and 0 < measured["p50"] <= measured["p95"]
    assert report["corpus"]["documents"] == 100 and report["corpus"]["grown_from"] > 1
    assert report["corpus"]["source_records_unreadable"] == 0
    ingest = report["ingest"]
    assert ingest["server_merged_mb"] is None, "nothing was merged"
    assert min(ingest["docs_per_s"], ingest["characters_per_s"], ingest["peak_mb"], ingest["index_mb"]) > 0

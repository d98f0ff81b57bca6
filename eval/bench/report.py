"""What ``fengqiao bench`` measures and prints."""

import json
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from corpora.model import Document, Kind
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read
from corpora.sample import sample_path
from eval.bench.baselines import raw_bm25s, raw_faiss, raw_tantivy
from eval.bench.duplicates import near_identical_share
from eval.bench.generate import generate, make_stock
from eval.bench.timing import Latency, latency, run_job
from indexer.engine.choice import EngineChoice
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace
from search_api.collector import collect_seldom
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest, SimilarRequest

QUERIES, QUERY_CHARS, DUPLICATE_SAMPLE = 200, 600, 2_000

Calls = dict[str, tuple[Callable[[str], object], str]]
"""What is timed, and the kind of its queries, by name."""


def bench_report(
    *,
    docs: int,
    source: Path | None,
    seed: int,
    engine: EngineChoice | None = None,
    baselines: bool = True,
    merge: bool = True,
) -> dict[str, Any]:
    """Generate, ingest and query; everything in a temporary folder, and index, that are removed.

    Args:
        docs: Documents to generate.
        source: Folder with judgments to grow from; the shipped sample by default.
        seed: Of the generator and of the choice of queries.
        engine: Which engine; ``None`` reads the environment.
        baselines: Search with raw tantivy, FAISS and bm25s too; they hold all tokens and vectors in memory.
        merge: Measure the index on the server after a forced merge too.
    """
    folder = Path(tempfile.mkdtemp(prefix="fengqiao-bench-"))
    choice = (engine or EngineChoice.make()).named(folder.name.rpartition("-")[2].lower().replace("_", "0"))
    try:
        judgments, unreadable = _judgments(source or sample_path())
        stock = make_stock(judgments)
        texts = list(generate(stock, docs, seed=seed))
        corpus, home = folder / "corpus", folder / "home"
        _write(texts, corpus)
        job = run_job(["-m", "eval.bench.ingest_job", str(home), str(corpus)], choice.environment)
        summary = json.loads(job.output)
        if summary["failed"] or summary["added"] != docs:
            raise RuntimeError(f"ingest took {summary['added']} of {docs} documents: {summary}")
        with Workspace.open(home, engine=choice) as workspace:
            server_mb = round(workspace.engine.outside_bytes() / 1e6)
            collect_seldom()  # as the service does
            queries = _queries(texts, random.Random(seed))
            calls = _calls(Searcher(workspace))
            if baselines:
                calls |= _raw_calls(workspace, texts)
            latencies = {name: latency(call, queries[kind]) for name, (call, kind) in calls.items()}
            if merge:
                workspace.engine.merge()
            merged_mb = round(workspace.engine.outside_bytes() / 1e6) if merge else None
        return {
            "engine": {"name": choice.name},
            "corpus": _describe(texts)
            | {"grown_from": len(judgments), "source_records_unreadable": unreadable},
            "ingest": {
                "docs_per_s": round(docs / summary["took_s"], 1),
                "characters_per_s": round(sum(map(len, texts)) / summary["took_s"]),
                "took_s": round(summary["took_s"], 1),
                "peak_mb": round(job.peak_mb),
                "index_mb": round(sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6),
                "server_mb": server_mb,
                "server_merged_mb": merged_mb,
            },
            "latency_ms": {name: asdict(value) for name, value in latencies.items()},
            "ratio": {
                f"{kind}_to_raw": _ratio(latencies[kind], latencies[f"raw_{kind}"])
                for kind in ("case", "keyword")
                if baselines
            },
        }
    finally:
        _remove(folder / "home", choice)
        shutil.rmtree(folder)


def grown_home(folder: Path, docs: int, source: Path | None = None, seed: int = 0) -> Path:
    """A data folder with generated documents; one that ``folder`` holds already is taken as it is.

    Args:
        folder: Where the documents (``corpus``) and the data folder (``home``) lie.
        docs: Documents to generate.
        source: Folder with judgments to grow from; the shipped sample by default.
        seed: Of the generator.

    Raises:
        RuntimeError: the data folder there holds another number of documents.
    """
    home = folder / "home"
    if not home.exists():
        found, _ = _judgments(source or sample_path())
        _write(list(generate(make_stock(found), docs, seed=seed)), folder / "corpus")
        run_job(["-m", "eval.bench.ingest_job", str(home), str(folder / "corpus")])
    with Workspace.open(home) as workspace:
        held = workspace.library.holdings(LOCAL_OWNER).total
    if held != docs:
        raise RuntimeError(f"{home} holds {held} documents, not {docs}; name another folder")
    return home


def _remove(home: Path, choice: EngineChoice) -> None:
    """Remove an index that lies outside the folder."""
    if choice.elastic is not None and home.is_dir():
        with Workspace.open(home, create=True, fresh=True, engine=choice) as workspace:
            workspace.place.remove()


def _judgments(source: Path) -> tuple[list[Document], int]:
    """The judgments in a folder, and how many of its records could not be read (they are in the report)."""
    found: list[Document] = []
    unreadable = 0
    for raw in read(source):
        if isinstance(raw, CorpusError):
            unreadable += 1
        else:
            found += [document for document in parse(raw) if document.kind is Kind.JUDGMENT]
    if not found:
        raise CorpusError("no judgments to grow a benchmark from", str(source))
    return found, unreadable


def _write(texts: Sequence[str], corpus: Path) -> None:
    for number, text in enumerate(texts):
        part = corpus / f"{number // 1000:03d}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06d}.txt").write_text(text, encoding="utf-8")


def _describe(texts: Sequence[str]) -> dict[str, Any]:
    lengths = sorted(map(len, texts))
    return {
        "documents": len(texts),
        "characters": sum(lengths),
        "median_length": statistics.median(lengths),
        "p90_length": lengths[int(0.9 * (len(lengths) - 1))],
        "mean_length": round(statistics.mean(lengths)),
        "near_identical_share": round(near_identical_share(texts[:DUPLICATE_SAMPLE]), 4),
        "near_identical_sample": min(DUPLICATE_SAMPLE, len(texts)),
    }


def _queries(texts: Sequence[str], rng: random.Random) -> dict[str, list[str]]:
    cases, words = [], []
    for text in rng.sample(list(texts), min(QUERIES, len(texts))):
        begin = rng.randrange(max(1, len(text) - QUERY_CHARS))
        cases.append(text[begin : begin + QUERY_CHARS])
        sentence = max(text[begin : begin + 200].split("，"), key=len)
        words.append(sentence[:12])
    return {"case": cases, "keyword": words}


def _calls(searcher: Searcher) -> Calls:
    """Our own searches."""

    def similar(text: str) -> object:
        return searcher.similar(SimilarRequest(text=text), LOCAL_OWNER)

    def keyword(text: str) -> object:
        return searcher.search(SearchRequest(query=text), LOCAL_OWNER)

    return {"case": (similar, "case"), "keyword": (keyword, "keyword")}


def _raw_calls(workspace: Workspace, texts: Sequence[str]) -> Calls:
    """Raw libraries over the same texts."""
    analyzer, encoder = workspace.analyzer, workspace.encoder
    if encoder is None:
        raise RuntimeError("the benchmark needs an encoder")
    tokens = [list(map(sys.intern, analyzer.terms(text))) for text in texts]
    passages = [text[i : i + 450] for text in texts for i in range(0, len(text), 450)]
    vectors = np.concatenate([encoder.encode(passages[i : i + 5000]) for i in range(0, len(passages), 5000)])
    words = raw_tantivy(tokens, analyzer)
    dense = raw_faiss(vectors, encoder)

    def raw_hybrid(text: str) -> None:
        words(text)
        dense(text)

    calls: Calls = {"raw_case": (raw_hybrid, "case"), "raw_keyword": (raw_hybrid, "keyword")}
    sparse = raw_bm25s(tokens, analyzer)
    if sparse is not None:
        calls |= {"bm25s_case": (sparse, "case"), "bm25s_keyword": (sparse, "keyword")}
    return calls


def _ratio(ours: Latency, raw: Latency) -> dict[str, float]:
    return {"p50": round(ours.p50 / raw.p50, 2), "p95": round(ours.p95 / raw.p95, 2)}


def show_report(report: dict[str, Any], say: Callable[[str], None]) -> None:
    """Print the report for a person."""
    for name, part in report.items():
        say(name)
        for key, value in part.items():
            say(f"  {key:<24} {value}")

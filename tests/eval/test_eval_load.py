"""A short load run: people use the real service while documents are added; the long one is ``python -m eval.load``."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from eval.load.people import SHARES
from eval.load.run import Load, load_report


def report_of(load: Load, folder: Path) -> dict[str, Any]:
    """The report, made in a thread: a browser test before this one may have left an event loop in the main one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(load_report, load, folder).result()


@pytest.mark.slow
def test_a_few_people_are_answered_while_documents_are_added(tmp_path: Path) -> None:
    load = Load(users=4, seconds=8, documents=40, pause_s=0.2)
    report = report_of(load, tmp_path)
    assert report["errors"] == {} and report["ingest_faults"] == [] and report["service_alive"]
    assert set(report["latency_ms"]) == {*SHARES, "all"}
    assert report["latency_ms"]["all"]["n"] == sum(report["latency_ms"][kind]["n"] for kind in SHARES) > 20
    assert [at for at, _ in report["p95_ms_over_time"]] == [0]
    assert report["memory_mb"]["resident"]["highest"] >= report["memory_mb"]["own"]["highest"] > 50


@pytest.mark.slow
def test_what_goes_wrong_is_counted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_MAX_CONCURRENT", "1")
    report = report_of(Load(users=6, seconds=4, documents=40, pause_s=0.01, ingest=False), tmp_path)
    assert report["errors"]
    assert set(report["errors"]) <= {f"{kind} 429 too_many_requests" for kind in SHARES}
    assert report["documents_added"] == 0

"""Time from pasting a complaint into a cold page to a readable list with reasons: ``python -m ui.measure_page``.

Starts the program over a library of generated documents, which it makes first where it is not there, or measures a page
that runs (``--site``). Needs Playwright (in the development set) and Chromium.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ui.processes import web_command, web_environment

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LENGTH = 800
LEAST = 5
PATIENCE = 120_000
ROOT = Path(__file__).parents[1]
READABLE = (
    "n => [...document.querySelectorAll('.fq-card')]"
    ".filter(card => card.querySelector('.fq-bars') && card.querySelector('.fq-why')).length >= n"
)
PASSAGES = "n => document.querySelectorAll('.fq-card .fq-evidence').length >= n"


@dataclass(frozen=True, slots=True)
class Run:
    """One visit, seconds."""

    opened: float
    """From asking for the address to a page that can be typed into; nothing of it was kept from an earlier visit."""
    readable: float
    """From Enter to :data:`LEAST` hits, each with its three bars, why it is alike and marked passages of its own."""
    passages: float
    """From Enter to the matching passages of both sides under as many hits."""


def measure(site: str, cases: Sequence[str]) -> list[Run]:
    """One visit for every case, each in a browser profile of its own."""
    from playwright.sync_api import sync_playwright

    runs = []
    with sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        for case in cases:
            profile = browser.new_context(viewport={"width": 1280, "height": 800})
            page = profile.new_page()
            page.set_default_timeout(PATIENCE)
            began = time.perf_counter()
            page.goto(site)
            page.wait_for_selector(".fq-holdings")
            box = page.locator(".fq-box textarea")
            opened = time.perf_counter() - began
            box.fill(case)
            began = time.perf_counter()
            box.press("Enter")
            page.wait_for_function(READABLE, arg=LEAST)
            readable = time.perf_counter() - began
            page.wait_for_function(PASSAGES, arg=LEAST)
            runs.append(Run(opened, readable, time.perf_counter() - began))
            profile.close()
        browser.close()
    return runs


def complaints(text: str, count: int) -> list[str]:
    """The case, cut to :data:`LENGTH` characters, with another sum and year every time: no answer was given before."""
    filled = (
        text.replace("{sum}", str(61_000 + 1_300 * n)).replace("{year}", str(2019 + n % 6))
        for n in range(count)
    )
    return [case[:LENGTH] for case in filled]


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The service and the web page over a data folder; gives the address of the page."""
    api, page = _free_port(), _free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    serve = [sys.executable, "-m", "ui", "serve", "--home", str(home), "--port", str(api)]
    processes = [
        subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL),
        subprocess.Popen(
            web_command(page), env=environment | web_environment(f"http://127.0.0.1:{api}"), cwd=ROOT,
            stdout=subprocess.DEVNULL,
        ),
    ]  # fmt: skip
    try:
        for address in (f"http://127.0.0.1:{api}/v1/health", f"http://127.0.0.1:{page}/_stcore/health"):
            _wait_for(address, processes)
        yield f"http://127.0.0.1:{page}/"
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def summary(runs: Sequence[Run]) -> dict[str, dict[str, float]]:
    """First, median and slowest of each figure, seconds."""
    values = {name: [asdict(run)[name] for run in runs] for name in Run.__slots__}
    return {
        name: {"first": seen[0], "median": statistics.median(seen), "slowest": max(seen)}
        for name, seen in values.items()
    }


def main() -> None:
    """Print first, median and slowest."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--site", default="", help="address of a page that runs; nothing is started")
    options.add_argument("--docs", type=int, default=20_000, help="generated documents (default 20,000)")
    options.add_argument(
        "--folder", type=Path, help="where they lie or are made; default fengqiao-page-DOCS here"
    )
    options.add_argument("--home", type=Path, help="a data folder that is there, instead")
    options.add_argument("--source", type=Path, help="judgments to grow from; default: the sample corpus")
    options.add_argument("--case", type=Path, help="UTF-8 text with a case; default: a made-up complaint")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--json", action="store_true", help="print JSON")
    given = options.parse_args()
    file = given.case or Path(__file__).with_name("measure_case.txt")
    cases = complaints(file.read_text("utf-8"), given.runs)
    if given.site:
        runs = measure(given.site, cases)
    else:
        from eval.bench.report import grown_home

        folder = given.folder or Path(f"fengqiao-page-{given.docs}")
        home = given.home or grown_home(folder, given.docs, given.source)
        with running(home) as site:
            runs = measure(site, cases)
    told = summary(runs)
    if given.json:
        sys.stdout.write(json.dumps({"characters": len(cases[0]), "runs": len(runs), "seconds": told}) + "\n")
        return
    sys.stdout.write(f"{len(cases[0])} characters, {len(runs)} runs, seconds\n")
    for name, figures in told.items():
        sys.stdout.write(
            f"{name:10}" + "".join(f"{key} {value:6.2f}   " for key, value in figures.items()) + "\n"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, processes: Sequence[subprocess.Popen[bytes]]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("the service or the web page ended; its message is above")
        try:
            with opener.open(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} did not answer")


if __name__ == "__main__":
    main()

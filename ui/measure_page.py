"""Time from pasting a case into a cold page to a readable list with reasons: ``python -m ui.measure_page``.

Needs the running program, Playwright (in the development set) and Chromium.
"""

import argparse
import shutil
import statistics
import sys
import time
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LENGTH = 800
READABLE = "() => document.querySelectorAll('.fq-card .fq-bars').length >= 5"


def measure(site: str, case: str, runs: int) -> list[float]:
    """Seconds from Enter to a list with at least five hits and their three bars, each run in a fresh browser tab."""
    from playwright.sync_api import sync_playwright

    taken = []
    with sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        for _ in range(runs):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(site)
            page.wait_for_selector(".fq-holdings", timeout=60_000)
            box = page.locator(".fq-box textarea")
            box.fill(case)
            began = time.perf_counter()
            box.press("Enter")
            page.wait_for_function(READABLE, timeout=60_000)
            taken.append(time.perf_counter() - began)
            page.close()
        browser.close()
    return taken


def main() -> None:
    """Print median and slowest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--site", default="http://127.0.0.1:8501", help="address of the web page")
    options.add_argument("--case", type=Path, required=True, help="UTF-8 text file with a case")
    options.add_argument("--runs", type=int, default=7)
    given = options.parse_args()
    case = given.case.read_text("utf-8")[:LENGTH]
    taken = measure(given.site, case, given.runs)
    sys.stdout.write(
        f"{len(case)} characters, {len(taken)} runs: median {statistics.median(taken):.2f} s, "
        f"slowest {max(taken):.2f} s, first {taken[0]:.2f} s\n"
    )


if __name__ == "__main__":
    main()

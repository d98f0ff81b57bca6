"""A browser and the running program for tests: the service over the sample corpus, the web page, headless Chromium.

``tests/ui/conftest.py`` makes the fixtures known under tests/ui; ``browser_tests`` marks a module that needs them.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ui.demo import index_sample
from ui.processes import web_command, web_environment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
browser_tests = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: chromium)"),
]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 40_000
"""Milliseconds to wait for Streamlit to paint."""
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Running:
    """The running program."""

    web: str
    """Address of the web page."""
    api: str
    """Address of the service."""
    home: Path
    """Its data folder."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until an address answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        try:
            with opener.open(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


def environment_of(home: Path) -> dict[str, str]:
    """Environment of the program over a data folder, whose office store lies in it."""
    return os.environ | {"PYTHONPATH": str(ROOT), "FENGQIAO_OFFICE_URL": "", "FENGQIAO_HOME": str(home)}


@contextmanager
def process(command: list[str], environment: Mapping[str, str], health: str) -> Iterator[None]:
    """A process that answers at an address, until the block ends."""
    started = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_for(health)
        yield
    finally:
        started.terminate()
        started.wait()


@contextmanager
def serving(environment: Mapping[str, str], *options: str) -> Iterator[str]:
    """The service; its address."""
    api = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "ui", "serve", "--port", str(port), *options]
    with process(command, environment, f"{api}/v1/health"):
        yield api


@contextmanager
def showing(environment: Mapping[str, str], api: str) -> Iterator[str]:
    """The web page over a service; its address."""
    web = f"http://127.0.0.1:{(port := free_port())}/"
    with process(web_command(port), {**environment, **web_environment(api)}, f"{web}_stcore/health"):
        yield web


@contextmanager
def running(home: Path, *options: str) -> Iterator[Running]:
    """The service and the web page over a data folder.

    Args:
        home: The data folder.
        options: Of the service, such as ``--mode organisation``.
    """
    environment = environment_of(home)
    with serving(environment, *options) as api, showing(environment, api) as web:
        yield Running(web, api, home)


PASSWORD = "枫桥经验-四两拨千斤-2026"
"""Of every account in tests of the running program."""


@contextmanager
def organisation(home: Path, *accounts: tuple[str, ...]) -> Iterator[Running]:
    """The program over the sample corpus in an organisation.

    Args:
        home: The data folder; made here.
        accounts: Login name, role and further options of ``users add`` of each.
    """
    index_sample(home)
    for name, role, *further in accounts:
        command = ["users", "add", name, "--role", role, *further, "--password-stdin"]
        subprocess.run(
            [sys.executable, "-m", "ui", *command],
            input=PASSWORD, text=True, check=True, env=environment_of(home), cwd=ROOT,
        )  # fmt: skip
    with running(home, "--mode", "organisation") as program:
        yield program


def sign_in(page, name: str) -> None:  # type: ignore[no-untyped-def]
    """Sign in from a page that asks for it."""
    page.locator(".fq-signin a").click()
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service and the web page over the sample corpus."""
    home = tmp_path_factory.mktemp("web") / "home"
    index_sample(home)
    with running(home) as made:
        yield made


@pytest.fixture(scope="session")
def site(program: Running) -> str:
    """Address of the web page."""
    return program.web


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


BUSY = (
    "[data-testid=stApp]:is([data-test-script-state=initial], [data-test-script-state=running], "
    "[data-test-script-state=rerunRequested])"
)
"""The page while Streamlit draws it; what is clicked or typed then may be lost with the element it met."""


def new_tab(browser, width: int = 1280, height: int = 800):  # type: ignore[no-untyped-def]
    """A tab with nothing of another one's; whatever is clicked or filled in it waits until the page is drawn."""
    tab = browser.new_page(viewport={"width": width, "height": height})
    tab.set_default_timeout(PATIENCE)
    tab.add_locator_handler(tab.locator(BUSY), lambda: None)  # Playwright itself waits until it is gone
    return tab


@pytest.fixture
def page(browser) -> Iterator[object]:  # type: ignore[no-untyped-def]
    """A tab of the smallest desktop that the page is made for."""
    tab = new_tab(browser)
    yield tab
    tab.close()


def still(page) -> None:  # type: ignore[no-untyped-def]
    """Wait until the page is drawn to its end and nothing on it is of the view before.

    A step that was done starts a second run right after the first: between the two the page is not yet still.
    """
    page.wait_for_selector(".fq-holdings")
    page.evaluate("() => { window.lastBusy = performance.now() }")
    page.wait_for_function(
        """busy => {
            if (document.querySelector(busy)) window.lastBusy = performance.now();
            return performance.now() - window.lastBusy > 300;
        }""",
        arg=f"{BUSY}, [data-stale=true], [data-testid=stSpinner]",
    )


def pick(page, field, typed: str, option) -> None:  # type: ignore[no-untyped-def]
    """Choose in a list by typing, as a long one holds only the options in sight.

    The list of a field that has only just appeared may close under the hand; as a person would, type again.

    Args:
        page: The tab.
        field: Locator of the field.
        typed: What narrows the list.
        option: Locator of the option.
    """
    from playwright.sync_api import TimeoutError as PlaywrightTimeout

    for _ in range(10):
        field.fill(typed)
        try:
            option.wait_for(timeout=PATIENCE / 10)
        except PlaywrightTimeout:
            field.fill("")
            continue
        page.keyboard.press("Enter")
        return
    raise AssertionError(f"no option for {typed}")


def toast(page, text: str) -> None:  # type: ignore[no-untyped-def]
    """Wait for a message that passes, which may be over before the page is drawn."""
    busy = page.locator(BUSY)
    page.remove_locator_handler(busy)
    page.get_by_text(text).first.wait_for()
    page.add_locator_handler(busy, lambda: None)

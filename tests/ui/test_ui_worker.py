"""The service as several processes: they answer as one, share its limits, and end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from indexer.engine.choice import EngineChoice
from search_api.http.settings import Settings
from tests.browsing import PASSWORD, ROOT, environment_of, free_port, wait_for
from ui.cli.worker import run
from ui.demo import index_sample
from ui.processes import busy_port

PATIENCE_S = 60


def eventually(true: Callable[[], bool]) -> bool:
    """Whether something comes true in good time."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and not true():
        time.sleep(0.2)
    return true()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("workers") / "home"
    index_sample(made)
    command = [
        sys.executable,
        "-m",
        "ui",
        "users",
        "add",
        "li",
        "--role",
        "administrator",
        "--role",
        "mediator",
    ]
    subprocess.run(
        [*command, "--password-stdin"],
        input=PASSWORD,
        text=True,
        check=True,
        env=environment_of(made),
        cwd=ROOT,
    )
    return made


@contextmanager
def service(home: Path, **settings: str) -> Iterator[tuple[psutil.Process, int]]:
    """The service in two processes: the one above them, and the port."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "ui",
        "serve",
        "--mode",
        "organisation",
        "--workers",
        "2",
        "--port",
        str(port),
    ]
    started = psutil.Popen(command, env=environment_of(home) | settings, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/v1/health")
        yield started, port
    finally:
        for process in (*started.children(recursive=True), started) if started.is_running() else ():
            process.kill()
        started.wait()


def servers(above: psutil.Process) -> list[psutil.Process]:
    """The processes that answer: what was spawned, the readers of files and trackers of resources apart."""
    alive = [each for each in above.children() if each.status() != psutil.STATUS_ZOMBIE]
    return [each for each in alive if "spawn_main" in " ".join(each.cmdline())]


@pytest.mark.slow
def test_two_processes_answer_as_one_and_end_together(home: Path) -> None:
    with service(home, FENGQIAO_SIGN_INS_PER_MINUTE="6") as (above, port):
        address = f"http://127.0.0.1:{port}"
        assert eventually(lambda: len(servers(above)) == 2)
        signed = httpx.post(f"{address}/v1/login", json={"name": "li", "password": PASSWORD})
        headers = {"authorization": f"Bearer {signed.json()['token']}"}
        for _ in range(12):  # a connection each, so that both are asked
            assert httpx.get(f"{address}/v1/me", headers=headers).json()["name"] == "li"
            hits = httpx.get(f"{address}/v1/search", params={"q": "强行平仓"}, headers=headers).json()["hits"]
            assert hits
        wrong = {"name": "li", "password": "not this one"}
        answers = [httpx.post(f"{address}/v1/login", json=wrong).status_code for _ in range(10)]
        assert answers.count(401) <= 5 and answers.count(429) >= 5

        killed, other = servers(above)
        killed.kill()
        assert eventually(lambda: len(alive := servers(above)) == 2 and killed not in alive)
        assert other.is_running()
        assert httpx.get(f"{address}/v1/me", headers=headers).json()["name"] == "li"

        below = servers(above)
        above.send_signal(signal.SIGTERM)
        assert above.wait(PATIENCE_S) == 0
        assert not any(each.is_running() for each in below) and not busy_port(port)


@pytest.mark.slow
def test_nothing_keeps_the_port_when_the_process_above_is_killed(home: Path) -> None:
    with service(home) as (above, port):
        assert eventually(lambda: len(servers(above)) == 2)
        below = servers(above)
        above.kill()
        above.wait()
        assert eventually(lambda: not busy_port(port) and not any(each.is_running() for each in below))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 1),
        ({"mode": "organisation"}, min(os.cpu_count() or 1, 4)),
        ({"mode": "organisation", "workers": 3}, 3),
        ({"workers": 2}, 2),
    ],
)
def test_how_many_processes(given: dict[str, object], expected: int) -> None:
    assert Settings.model_validate(given).processes == expected


def test_each_process_allows_its_share_of_a_limit() -> None:
    settings = Settings(workers=4)
    assert [settings.share(limit) for limit in (600, 3, 0)] == [150, 1, 0]


def test_what_is_wrong_with_the_settings_is_told_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def absent(*given: object) -> None:
        raise ValueError("OpenID Connect needs the extra packages")

    monkeypatch.setattr("search_api.http.state.Provider", absent)
    settings = Settings(
        home=tmp_path, mode="organisation", workers=2, oidc_issuer="https://id.example", oidc_client="fengqiao",
        oidc_secret="q8Zr2-vT6x_Lk93bWmY0cJ5nHs7dPfGa1eU4",  # type: ignore[arg-type]
    )  # fmt: skip
    with pytest.raises(ValueError, match="extra packages"):
        run(settings, EngineChoice())

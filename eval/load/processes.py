"""The processes of a load run: the service with its memory watched, and documents that are added meanwhile."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from eval.bench.timing import tree_memory

START_S = 600


@dataclass(slots=True)
class Service:
    """A running service.

    Attributes:
        address: Where it listens.
        memory: ``(seconds since the start of the run, resident MB of the process and its children, and of those the MB
            that are no pages of files)``, one a second.
    """

    address: str
    process: subprocess.Popen[bytes]
    memory: list[tuple[float, float, float]] = field(default_factory=list)

    def watch(self, stop: threading.Event) -> None:
        """Note the memory until told to stop."""
        began, watched = time.monotonic(), psutil.Process(self.process.pid)
        while not stop.wait(1):
            held = tree_memory(watched) / 1e6, tree_memory(watched, own=True) / 1e6
            self.memory.append((round(time.monotonic() - began, 1), *held))


@contextmanager
def served(home: Path) -> Iterator[Service]:
    """The service over a data folder in organisation mode, without a limit of requests a minute; ended afterwards.

    Raises:
        RuntimeError: it does not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"FENGQIAO_REQUESTS_PER_MINUTE": "0", "FENGQIAO_OFFICE_URL": ""}
    command = ["serve", "--mode", "organisation", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen([sys.executable, "-m", "ui", *command], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, process)
        yield Service(address, process)
    finally:
        process.terminate()
        process.wait()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/v1/health", timeout=5, trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.3)
    raise RuntimeError(f"the service did not start within {START_S} s")


@dataclass(slots=True)
class Added:
    """What was added while people used the service.

    Attributes:
        folders: How many folders were indexed to their end.
        faults: What went wrong; nothing is added after the first.
    """

    folders: int = 0
    faults: list[str] = field(default_factory=list)


def keep_adding(home: Path, batches: Iterator[Path], stop: threading.Event, added: Added) -> None:
    """``fengqiao index`` over one folder after the other, until told to stop or one fails."""
    for batch in batches:
        if stop.is_set() or added.faults:
            return
        command = [sys.executable, "-m", "ui", "index", str(batch), "--home", str(home), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            added.faults.append(f"fengqiao index ended with {done.returncode}: {done.stderr[-300:]}")
        else:
            added.folders += 1

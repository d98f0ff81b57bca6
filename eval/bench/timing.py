"""Latencies, percentiles and the memory of a process tree."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import psutil

SAMPLE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles in milliseconds over ``n`` calls."""

    n: int
    p50: float
    p95: float


def latency(call: Callable[[str], object], items: Sequence[str], *, warm: int = 5) -> Latency:
    """Time one call an item, one after the other, after a few untimed ones."""
    for item in items[:warm]:
        call(item)
    times = []
    for item in items:
        began = time.perf_counter()
        call(item)
        times.append(1000 * (time.perf_counter() - began))
    return Latency(
        len(times), round(float(np.percentile(times, 50)), 2), round(float(np.percentile(times, 95)), 2)
    )


@dataclass(frozen=True, slots=True)
class JobReport:
    """Wall time in seconds and the highest summed resident memory of a process tree in MB."""

    seconds: float
    peak_mb: float
    output: str


def run_job(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> JobReport:
    """Run ``python -m ...`` and watch the memory of it and its children.

    Args:
        arguments: After the interpreter's name.
        environment: Variables beside those of this process.

    Raises:
        RuntimeError: it ended with another exit code than 0.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | dict(environment or {}),
    )
    peak = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, tree_memory(watched))
        time.sleep(SAMPLE_SECONDS)
    seconds = time.perf_counter() - began
    output, errors = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {errors[-500:]}")
    return JobReport(seconds, peak / 1e6, output)


def tree_memory(process: psutil.Process, *, own: bool = False) -> int:
    """Resident bytes of a process and its children.

    Args:
        process: The first of them.
        own: Without pages of files, which are shared and which the system takes back when it needs them; told on Linux.
    """
    total = 0
    try:
        for member in (process, *process.children(recursive=True)):
            held = member.memory_info()
            total += held.rss - (getattr(held, "shared", 0) if own else 0)
    except psutil.NoSuchProcess:
        # A process may end between listing and reading; the next sample sees the rest.
        return total
    return total

"""Worker processes whose results come back in order and whose death costs one job, not the run."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

LOG = logging.getLogger(__name__)

J = TypeVar("J")
R = TypeVar("R")

_AHEAD = 3
"""Jobs in flight for each worker: enough to keep it busy, few enough to bound memory."""


class Crashed:
    """Stands for the result of a job whose worker process died."""


class OrderedPool(Generic[J, R]):
    """Runs ``work(job)`` in processes, or right here when ``workers`` is below 2 or processes cannot start.

    Args:
        work: An importable function.
        workers: Number of processes.
        prepare: Importable; runs once in each process (and once here without processes).
        values: Its arguments.
    """

    def __init__(
        self,
        work: Callable[[J], R],
        workers: int,
        prepare: Callable[..., None] | None = None,
        values: tuple[object, ...] = (),
    ) -> None:
        self._work = work
        self._workers = workers
        self._prepare = prepare
        self._values = values
        self._executor: ProcessPoolExecutor | None = None
        if workers > 1:
            self._executor = self._start()
            try:
                self._executor.submit(_ping).result()
            except BrokenProcessPool:
                LOG.warning("worker processes cannot start here; working in one process")
                self.close()
        if self._executor is None and prepare is not None:
            prepare(*values)

    def map(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Crashed]]:
        """Results in the order of ``jobs``, which is read only a little ahead.

        A job whose worker dies is tried once more alone; if it dies again its result is :class:`Crashed`.
        """
        if self._executor is None:
            for job in jobs:
                yield job, self._work(job)
            return
        waiting: deque[tuple[J, Future[R | Crashed]]] = deque()
        for job in jobs:
            waiting.append((job, self._submit(job)))
            if len(waiting) >= self._workers * _AHEAD:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def close(self) -> None:
        """End the processes; what has not begun is dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def __enter__(self) -> "OrderedPool[J, R]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _first(self, waiting: "deque[tuple[J, Future[R | Crashed]]]") -> tuple[J, R | Crashed]:
        job, future = waiting.popleft()
        try:
            return job, future.result()
        except BrokenProcessPool:
            LOG.warning("a worker process died; trying its jobs again one by one")
        result = self.alone(job)
        again: list[tuple[J, Future[R | Crashed]]] = []
        for other, its in waiting:
            fine = its.done() and not its.cancelled() and its.exception() is None
            again.append((other, its if fine else self._settled(other)))
        waiting.clear()
        waiting.extend(again)
        return job, result

    def _settled(self, job: J) -> "Future[R | Crashed]":
        """A future that is done: the job ran alone, so that a second crash is known to be its own."""
        future: Future[R | Crashed] = Future()
        future.set_result(self.alone(job))
        return future

    def alone(self, job: J) -> R | Crashed:
        """The result of one job that has the workers to itself."""
        self.close()
        self._executor = self._start()
        try:
            return self._executor.submit(self._work, job).result()
        except BrokenProcessPool:
            self.close()
            self._executor = self._start()
            return Crashed()

    def _submit(self, job: J) -> "Future[R | Crashed]":
        if self._executor is None:
            self._executor = self._start()
        try:
            return self._executor.submit(self._work, job)
        except BrokenProcessPool:
            return self._settled(job)

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, _enter, (self._prepare, self._values))


def worker_count(wanted: int | None) -> int:
    """Processes to use: as asked, else one a core, at most eight."""
    if wanted is not None:
        return max(wanted, 1)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8)


def _ping() -> None:
    """Shows that a worker can be started."""


def _enter(prepare: Callable[..., None] | None, values: tuple[object, ...]) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the processes are the parallelism
    parent = multiprocessing.parent_process()
    if parent is not None:
        # A killed parent never closes the pipes its workers wait on: without this they would stay for ever.
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    if prepare is not None:
        prepare(*values)


def _follow(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)

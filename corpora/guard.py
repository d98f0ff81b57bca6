"""Hostile input is read in a child process with bounds on time and memory; its answer comes back as plain JSON.

A crash, an endless loop or a memory bomb in a format library ends the child, not the service, and what the child sends
is data only, so a child that was taken over cannot act in its parent.
"""

import json
import math
import multiprocessing
import os
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any

from corpora.model import errors
from corpora.model.errors import CorpusError, MalformedRecord, TooLarge

MIB = 1024 * 1024
_CONTEXT = multiprocessing.get_context("forkserver")
_PRELOAD = ["corpora.readers.upload"]
_CONTEXT.set_forkserver_preload(_PRELOAD)
_AT_ONCE = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
_MOST_BYTES = 256 * MIB
"""Longest answer that is taken from a child."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use.

    Attributes:
        seconds: Of the clock, and of the processor.
        memory: Bytes of address space, libraries included.
        written: Bytes of any file that it writes.
    """

    seconds: float = 30.0
    memory: int = 2048 * MIB
    written: int = 64 * MIB


USUAL = Bounds()
"""For one uploaded file."""


def warm(*modules: str) -> None:
    """Start the process that children are forked from, with these modules loaded besides the readers.

    Each child runs the program's main script again, so what that imports is named here: else the first reading takes a
    second, and every one the time of those imports.
    """
    _CONTEXT.set_forkserver_preload([*_PRELOAD, *modules])
    forkserver.ensure_running()


def guarded(work: Callable[[bytes, str], Any], data: bytes, name: str, bounds: Bounds = USUAL) -> Any:
    """``work(data, name)`` in a child process.

    Args:
        work: An importable function of a module; what it returns has to be JSON.
        data: A file's bytes.
        name: The file's name.
        bounds: What it may use.

    Returns:
        What it returned.

    Raises:
        CorpusError: it raised one; it took too much time or memory (:class:`TooLarge`), or its process died
            (:class:`MalformedRecord`).
    """
    with _AT_ONCE:
        receiver, sender = _CONTEXT.Pipe(duplex=False)
        child = _CONTEXT.Process(target=_run, args=(sender, bounds, work, data, name), daemon=True)
        child.start()
        sender.close()
        try:
            if not receiver.poll(bounds.seconds):
                raise TooLarge(f"{bounds.seconds:.0f} 秒内读不完，请拆分或另存后再传", name)
            answer = json.loads(receiver.recv_bytes(_MOST_BYTES))
        except (EOFError, OSError, ValueError) as fault:
            raise MalformedRecord("文件内容损坏，读取程序因此中止", name) from fault
        finally:
            child.kill()
            child.join()
            receiver.close()
    if "fault" in answer:
        kind = getattr(errors, answer["fault"], CorpusError)
        raise kind(answer["reason"], answer["path"], answer["place"])
    return answer["value"]


def _run(
    sender: Connection, bounds: Bounds, work: Callable[[bytes, str], Any], data: bytes, name: str
) -> None:
    seconds = math.ceil(bounds.seconds)
    for limit, value in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, bounds.written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    try:
        answer: dict[str, Any] = {"value": work(data, name)}
    except CorpusError as error:
        answer = {
            "fault": type(error).__name__,
            "reason": error.reason,
            "path": error.path,
            "place": error.place,
        }
    except MemoryError:
        answer = {
            "fault": "TooLarge",
            "reason": f"读取它要用的内存超过 {bounds.memory // MIB} MB，请拆分后再传",
            "path": name,
            "place": "",
        }
    sender.send_bytes(json.dumps(answer).encode())
    sender.close()

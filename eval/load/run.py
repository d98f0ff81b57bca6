"""One load run and its figures."""

import asyncio
import random
import re
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpora.model import Kind
from corpora.model.errors import CorpusError
from corpora.parse import parse
from corpora.readers import read
from corpora.sample import sample_path
from eval.bench.generate import generate, make_stock
from eval.bench.report import grown_home
from eval.load.people import Seen, Words, crowd
from eval.load.processes import Added, Service, keep_adding, served
from office.accounts import sessions
from office.accounts.models import User, UserRole
from office.bank import shipped
from office.base import now
from office.store import Office

WORDS, CASE_CHARACTERS, BATCH = 400, 600, 100
WINDOW_S = 15
ROLES = ("mediator", "staff", "regulator", "expert")


@dataclass(frozen=True, slots=True)
class Load:
    """What a run is made of.

    Attributes:
        users: People at a time.
        seconds: How long.
        documents: Documents of the library at the start.
        pause_s: Mean pause of a person between an answer and the next request.
        seed: Of documents, people and words.
        ingest: Whether documents are added meanwhile, batch after batch.
    """

    users: int
    seconds: float
    documents: int
    pause_s: float = 3.0
    seed: int = 7
    ingest: bool = True


def load_report(load: Load, folder: Path, source: Path | None = None) -> dict[str, Any]:
    """Make a library, start the service, let people use it while documents are added, and tell how it went.

    Args:
        load: What to do.
        folder: For the library; one that is there from an earlier run is used again, and not changed.
        source: Folder with judgments to grow documents from; the shipped sample by default.
    """
    grown = grown_home(folder, load.documents, source, load.seed)
    with tempfile.TemporaryDirectory(prefix="fengqiao-load-") as made:
        home = Path(shutil.copytree(grown, Path(made) / "home"))
        words = _words(sorted((folder / "corpus").rglob("*.txt")), random.Random(load.seed))
        batches = _batches(source or sample_path(), Path(made) / "more", load.seed)
        tokens = _people(home, load.users)
        with served(home) as service:
            asyncio.run(crowd(service.address, tokens[:1], words, seconds=5, pause_s=0.1, seed=load.seed + 1))
            seen, added = _beside(service, home, load, tokens, words, batches)
            alive = service.process.poll() is None
    outcome = {
        "service_alive": alive,
        "documents_added": added.folders * BATCH,
        "ingest_faults": added.faults,
    }
    return asdict(load) | outcome | _figures(seen, load.seconds) | {"memory_mb": _memory(service)}


def _beside(
    service: Service, home: Path, load: Load, tokens: Sequence[str], words: Words, batches: Iterator[Path]
) -> tuple[Seen, Added]:
    """People, the watch over the memory, and the ingest, all at a time."""
    stop, added = threading.Event(), Added()
    beside = [threading.Thread(target=service.watch, args=(stop,))]
    if load.ingest:
        beside.append(threading.Thread(target=keep_adding, args=(home, batches, stop, added)))
    for thread in beside:
        thread.start()
    try:
        people = crowd(
            service.address, tokens, words, seconds=load.seconds, pause_s=load.pause_s, seed=load.seed
        )
        return asyncio.run(people), added
    finally:
        stop.set()
        for thread in beside:
            thread.join()


def _figures(seen: Seen, seconds: float) -> dict[str, Any]:
    kinds = seen.seconds | {"all": [took for kind in seen.seconds.values() for took in kind]}
    return {
        "requests_per_s": round(len(kinds["all"]) / seconds, 1),
        "errors": dict(sorted(seen.errors.items(), key=lambda pair: -pair[1])),
        "latency_ms": {kind: _percentiles(took) for kind, took in kinds.items() if took},
        "p95_ms_over_time": _over_time(seen.course),
    }


def _over_time(course: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Second at which each window begins, and the 95th percentile of the requests that began in it."""
    windows: dict[int, list[float]] = {}
    for began, took in course:
        windows.setdefault(int(began // WINDOW_S) * WINDOW_S, []).append(took)
    return [(at, round(float(np.percentile(took, 95)) * 1000)) for at, took in sorted(windows.items())]


def _percentiles(took: Sequence[float]) -> dict[str, int]:
    points = np.percentile(np.array(took) * 1000, [50, 95, 99, 100])
    named = zip(("p50", "p95", "p99", "max"), points, strict=True)
    return {"n": len(took)} | {name: round(float(point)) for name, point in named}


def _memory(service: Service) -> dict[str, Any]:
    """MB early and late (medians of the second and the last fifth), the highest, and about twenty points between.

    ``own`` is what the processes hold themselves, without pages of files.
    """
    return {
        name: _course([(moments[0], moments[at]) for moments in service.memory])
        for name, at in (("resident", 1), ("own", 2))
    }


def _course(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    held = [mb for _, mb in points] or [0.0]
    fifth, every = max(1, len(held) // 5), max(1, len(held) // 20)
    return {
        "early": round(statistics.median(held[fifth : 2 * fifth] or held)),
        "late": round(statistics.median(held[-fifth:])),
        "highest": round(max(held)),
        "points": [(moment, round(mb)) for moment, mb in points[::every]],
    }


def _people(home: Path, users: int) -> list[str]:
    """Tokens of signed-in people; an administrator, whom the service asks for, is among the accounts."""
    tokens = []
    with Office.open(home, "") as office, office.session() as session:
        for number in range(users + 1):
            role = ROLES[number % len(ROLES)] if number < users else "administrator"
            grants, name = [UserRole(role=role)], f"load-{number}"
            user = User(name=name, label=name, password="", subject=name, created=now(), grants=grants)
            session.add(user)
            session.flush()
            if number < users:
                tokens.append(sessions.start(session, user).value)
    return tokens


def _words(files: Sequence[Path], chance: random.Random) -> Words:
    searches, cases = [], []
    for path in chance.sample(list(files), min(WORDS, len(files))):
        text = path.read_text("utf-8")
        begin = chance.randrange(max(1, len(text) - CASE_CHARACTERS))
        cases.append(text[begin : begin + CASE_CHARACTERS])
        searches.append(max(re.split(r"[，。；\n]", text[begin : begin + 200]), key=len)[:12])
    return Words(searches, cases, [entry.question for entry in shipped()])


def _batches(source: Path, folder: Path, seed: int) -> Iterator[Path]:
    """Folders with documents that the library does not hold, each made when it is asked for."""
    found = (parse(raw) for raw in read(source) if not isinstance(raw, CorpusError))
    stock = make_stock([each for group in found for each in group if each.kind is Kind.JUDGMENT])
    number = 0
    while True:
        number += 1
        place = folder / f"{number:05}"
        place.mkdir(parents=True)
        for at, text in enumerate(generate(stock, BATCH, seed=seed + 1000 + number)):
            (place / f"{at}.txt").write_text(text, encoding="utf-8")
        yield place

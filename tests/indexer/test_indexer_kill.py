"""An ingest killed at any moment, again and again, ends like one that was left in peace."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.ingest import ingest, verify
from indexer.library import Library
from indexer.workspace import Workspace

KILLS, KILLS_A_HOME, MOST_HOMES = 30, 6, 20
RUNNER = Path(__file__).with_name("kill_runner.py")
WORDS = [
    "期货公司",
    "强行平仓",
    "保证金",
    "投资者",
    "适当性",
    "虚假陈述",
    "揭露日",
    "损失",
    "赔偿",
    "仲裁",
    "调解",
    "基金",
    "理财",
    "产品",
    "风险",
    "提示",
    "义务",
]


def make_corpus(folder: Path, files: int = 120, lines: int = 900) -> None:
    """Texts in single files and one JSON Lines file over the size from which records are streamed."""
    rng = random.Random(5)
    folder.mkdir()

    def text(words: int) -> str:
        return "。".join("".join(rng.choices(WORDS, k=12)) for _ in range(words)) + "。"

    for n in range(files):
        (folder / f"a{n:03}.txt").write_text(f"第{n}号纠纷记录\n\n{text(12)}", encoding="utf-8")
    with (folder / "z.jsonl").open("w", encoding="utf-8") as file:
        for n in range(lines):
            record = {"_id": f"r{n}", "title": f"第{n}号记录", "text": text(20)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    (folder / "zz.txt").write_bytes(b"")


def state(home: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]], dict[str, int], bool]:
    with Workspace.open(home) as workspace:
        ids = workspace.library.ids()
        passages = dict.fromkeys(ids, 0)
        for passage in workspace.library.passages(ids):
            passages[passage.document_id] += 1
        report = verify(workspace)
        assert report.ok, report.problems[:3]
        return (
            sorted(workspace.engine.entries()),
            list(workspace.library.entries()),
            passages,
            workspace.library.pending() == {},
        )


@pytest.mark.slow
def test_killed_at_random_points(tmp_path: Path) -> None:
    source = tmp_path / "source"
    make_corpus(source)
    start = time.perf_counter()
    with Workspace.open(tmp_path / "calm", create=True) as workspace:
        calm = ingest([source], workspace, workers=1)
    took = time.perf_counter() - start
    assert calm.added == 1020 and len(calm.failed) == 1

    rng = random.Random(20)
    homes: list[Path] = []
    killed = 0
    while killed < KILLS:
        assert len(homes) < MOST_HOMES, "too many runs end before their kill to prove anything"
        # Most kills early enough that work is left for the next; some while little is left to do.
        delays = [min(1.2, rng.uniform(0.02, 0.45) * took) for _ in range(KILLS_A_HOME)]
        homes.append(tmp_path / f"storm{len(homes)}")
        done = subprocess.run(
            [sys.executable, str(RUNNER), str(source), str(homes[-1]), *map(str, delays)],
            capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        killed += int(done.stdout.split()[-1])

    expected = state(tmp_path / "calm")
    for home in homes:
        with Workspace.open(home, create=True) as workspace:
            last = ingest([source], workspace, workers=1)
        assert [error.path for error in last.failed] == [str(source / "zz.txt")]
        assert state(home) == expected


def test_a_kill_between_library_and_engine_is_made_good(tmp_path: Path) -> None:
    source = tmp_path / "source"
    make_corpus(source, files=5, lines=0)
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        ingest([source], workspace)
        ids = workspace.library.ids()
    library = Library.open(tmp_path / "home")
    library.delete(ids[:1])
    library.close()
    with Workspace.open(tmp_path / "home") as workspace:
        assert not verify(workspace).ok
        ingest([source / "a001.txt"], workspace)
        assert verify(workspace).ok
        assert [id for id, _ in workspace.engine.entries()] and ids[0] not in dict(workspace.engine.entries())

"""Forks one ingest after another and kills each at its moment: ``kill_runner.py SOURCE HOME DELAY...`` (seconds)."""

import os
import signal
import sys
import time
from pathlib import Path

from indexer.analysis import default_analyzer
from indexer.ingest import ingest
from indexer.workspace import Workspace


def run(source: Path, home: Path) -> None:
    with Workspace.open(home, create=True) as workspace:
        ingest([source], workspace, workers=1)


def main() -> None:
    source, home = Path(sys.argv[1]), Path(sys.argv[2])
    default_analyzer().terms("预先载入")
    killed = 0
    for delay in map(float, sys.argv[3:]):
        child = os.fork()
        if child == 0:
            run(source, home)
            os._exit(0)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            sys.exit(f"an ingest after a kill failed with {os.WEXITSTATUS(status)}")
    print(killed)


if __name__ == "__main__":
    main()

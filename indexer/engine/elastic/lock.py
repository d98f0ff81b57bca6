"""One writer a data folder, as with the embedded engine; a dead writer's lock is free at once."""

import sqlite3
from pathlib import Path

from indexer.engine.protocol import EngineError


class WriterLock:
    """A lock on a file, held by the process: SQLite's own, which every system frees when a process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: sqlite3.Connection | None = None

    def take(self) -> None:
        """Take the lock; taking it again is nothing.

        Raises:
            EngineError: another process has it, or the file cannot be made.
        """
        if self._held is not None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            held = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            reason = "is being written by another process; try again when it is done"
            if "locked" not in str(error):
                reason = f"cannot be locked: {error}"
            raise EngineError(f"The index of {self._path.parent} {reason}.") from error
        self._held = held

    def free(self) -> None:
        """Give the lock back; safe to call twice."""
        if self._held is not None:
            self._held.close()
            self._held = None

"""Progress of long work: a protocol, silence, and a line in the terminal."""

from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichBar


class Progress(Protocol):
    """Told by long work how far it is. Stages follow one another."""

    def start(self, stage: str, total: int) -> None:
        """A stage begins; ``total`` in its own unit (bytes when reading, documents when indexing)."""

    def advance(self, amount: int, documents: int = 0) -> None:
        """``amount`` more of the total is done, and so many documents with it."""

    def finish(self) -> None:
        """The stage is over; also called when it failed."""


class SilentProgress:
    """Says nothing."""

    def start(self, stage: str, total: int) -> None:
        """Nothing to do."""

    def advance(self, amount: int, documents: int = 0) -> None:
        """Nothing to do."""

    def finish(self) -> None:
        """Nothing to do."""


class TerminalProgress:
    """A bar with documents, documents a second and time left on standard error."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bar: RichBar | None = None
        self._task = TaskID(0)
        self._documents = 0

    def start(self, stage: str, total: int) -> None:
        """Show a new bar."""
        self.finish()
        self._documents = 0
        self._bar = RichBar(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[documents]} documents, {task.fields[rate]}/s"),
            TimeRemainingColumn(),
            console=self._console,
        )
        self._task = self._bar.add_task(stage, total=max(total, 1), documents=0, rate="-")
        self._bar.start()

    def advance(self, amount: int, documents: int = 0) -> None:
        """Move the bar."""
        if self._bar is None:
            return
        self._documents += documents
        elapsed = self._bar.tasks[0].elapsed or 0.0
        rate = f"{self._documents / elapsed:.0f}" if elapsed > 0.2 else "-"
        self._bar.update(self._task, advance=amount, documents=self._documents, rate=rate)

    def finish(self) -> None:
        """Take the bar down."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def terminal_progress() -> Progress:
    """A bar where standard error is a terminal, else silence."""
    console = Console(stderr=True)
    return TerminalProgress(console) if console.is_terminal else SilentProgress()

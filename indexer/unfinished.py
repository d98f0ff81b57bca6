"""A mark in the data folder for as long as a restore exchanges its files: left behind, it says that the restore was cut off."""

import os
from pathlib import Path

MARK = "restore-unfinished"


def begin(home: Path, aside: str) -> None:
    """Put the mark, durable before this returns.

    Args:
        home: The data folder.
        aside: Name of the folder in it that what was there goes to; empty for none.
    """
    with (home / MARK).open("w", encoding="utf-8") as file:
        file.write(aside)
        file.flush()
        os.fsync(file.fileno())


def end(home: Path) -> None:
    """Take the mark away."""
    (home / MARK).unlink(missing_ok=True)


def sentence(home: Path) -> str:
    """What to say to whoever opens the folder; empty when there is no mark."""
    try:
        aside = (home / MARK).read_text("utf-8")
    except OSError:
        return ""
    kept = f" What was there before is in {home / aside}." if aside else ""
    return f"A restore into {home} was cut off half way: run it again, `fengqiao restore FILE --home {home} --replace`.{kept}"

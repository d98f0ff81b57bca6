"""The collections that ship with the program, by name."""

from importlib.resources import files
from pathlib import Path

from eval.errors import EvalError

SAMPLE, STATUTES, CASES = "fengqiao-sample", "fengqiao-statutes", "fengqiao-cases"
NAMES = (SAMPLE, STATUTES, CASES)


def shipped_folder(name: str) -> Path:
    """Folder of the shipped material of a collection.

    Raises:
        EvalError: no such collection.
    """
    if name not in NAMES:
        raise EvalError(f"{name}: not a shipped collection; there are: {', '.join(NAMES)}")
    return Path(str(files("eval"))) / "collections" / name


def shipped_name(path: Path) -> str | None:
    """The shipped collection that a path means: its bare name, or its folder in the program."""
    if path.name not in NAMES:
        return None
    is_bare = path == Path(path.name) and not path.exists()
    return path.name if is_bare or path.resolve() == shipped_folder(path.name).resolve() else None

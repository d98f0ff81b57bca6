"""Public sets, read from their folders as published, as collections in the BEIR layout."""

from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.importers.cail_scm import read_cail_scm
from eval.importers.lecard import read_lecard
from eval.importers.lecardv2 import read_lecardv2
from eval.importers.muser import read_muser
from eval.importers.published import Reader, write_published
from eval.importers.stard import read_stard

READERS: dict[str, Reader] = {
    "lecard": read_lecard,
    "lecardv2": read_lecardv2,
    "muser": read_muser,
    "cail-scm": read_cail_scm,
    "stard": read_stard,
}


def import_set(name: str, source: Path, out: Path) -> dict[str, Any]:
    """Make a collection of a public set.

    Args:
        name: One of :data:`READERS`.
        source: The folder as published.
        out: An empty folder, or one with a collection made before.

    Raises:
        EvalError: an unknown set, or files that are missing or of another form.
    """
    if name not in READERS:
        raise EvalError(f"{name}: no such set; there are: {', '.join(READERS)}")
    if not source.is_dir():
        raise EvalError(f"{source}: no such folder")
    return write_published(name, READERS[name](source), out)

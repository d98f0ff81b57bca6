"""Collections made from the shipped queries and, where it takes them, the texts that the user has."""

from pathlib import Path
from typing import Any

from eval.collection import Collection, open_collection
from eval.errors import EvalError
from eval.prepare.joined import prepare_cases, prepare_statutes
from eval.prepare.sample import STAMP, prepare_sample, stamp
from eval.prepare.shipped import SAMPLE, STATUTES, shipped_folder, shipped_name
from eval.prepare.training import BANK, NAMES, prepare_bank, prepare_citations

__all__ = ["find_collection", "prepare"]


def prepare(name: str, texts: Path | None, out: Path, cases: Path | None = None) -> dict[str, Any]:
    """Write a shipped collection, or one that only trains, to a folder.

    Args:
        name: One of the shipped ones, or of :data:`eval.prepare.training.NAMES`.
        texts: What the user has of statutes or cases; the sample needs nothing.
        cases: Official cases, whose citations are wanted.
        out: An empty folder, or one with a collection made before.

    Raises:
        EvalError: no such collection, or texts that do not fit.
    """
    if name not in NAMES:
        shipped_folder(name)
    if name == SAMPLE:
        return prepare_sample(out)
    if texts is None:
        raise EvalError(
            f"{name}: the texts are not part of the program; say where yours are with --texts DIR"
        )
    if name == BANK:
        return prepare_bank(texts, out)
    if name in NAMES:
        if cases is None:
            raise EvalError(f"{name}: say where your official cases are with --cases DIR")
        return prepare_citations(texts, cases, out)
    return prepare_statutes(texts, out) if name == STATUTES else prepare_cases(texts, out)


def find_collection(path: Path, home: Path) -> Collection:
    """The collection in a folder, or the shipped sample by its name, made in the data folder when it is needed.

    Raises:
        EvalError: no collection there, or a shipped one that needs the user's texts.
    """
    name = shipped_name(path)
    if name is None:
        return open_collection(path)
    if name != SAMPLE:
        raise EvalError(
            f"{name}: first run `fengqiao eval prepare {name} --texts DIR --out DIR`, then name that folder"
        )
    folder = home / "eval" / "collections" / name
    made = folder / STAMP
    if not made.is_file() or made.read_text("utf-8") != stamp():
        prepare_sample(folder)
    return open_collection(folder)

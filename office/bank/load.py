"""Reading entries from their data files."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter

from corpora.vocab.disputes import dispute_types
from corpora.vocab.files import VocabularyError, check
from corpora.vocab.laws import laws
from office.bank.model import PAPERS, Entry, PaperBasis

ENTRIES = files("office.bank") / "entries"
"""Folder of the shipped entries, one file each."""


class BankError(ValueError):
    """An entry that cannot be used; the message names the file and what is wrong."""


def load_bank(folder: Traversable | None = None) -> tuple[Entry, ...]:
    """All entries of a folder of YAML files, ordered by id.

    Raises:
        BankError: a file lacks the schema, names an unknown law, paper or dispute type, or repeats an id.
    """
    place = ENTRIES if folder is None else folder
    adapter = TypeAdapter(Entry)
    entries: dict[str, Entry] = {}
    for file in sorted(place.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        try:
            entry = check(file.name, file.read_text(encoding="utf-8"), adapter)
        except VocabularyError as error:
            raise BankError(str(error)) from error
        for fault in faults(entry):
            raise BankError(f"{file.name}: {fault}")
        if entries.setdefault(entry.id, entry) is not entry:
            raise BankError(f"{file.name}: {entry.id} is there twice")
    return tuple(entries[id] for id in sorted(entries))


def faults(entry: Entry) -> Iterable[str]:
    """What is wrong with an entry that its schema cannot tell."""
    for basis in entry.basis:
        if isinstance(basis, PaperBasis):
            if basis.policy not in PAPERS:
                yield f"there is no policy paper {basis.policy}"
        elif laws().resolve(basis.law) is None:
            yield f"the vocabulary has no law {basis.law}"
    for code in entry.dispute_types:
        if dispute_types().get(code) is None:
            yield f"there is no dispute type {code}"
    if len(set(entry.variants) | {entry.question}) != len(entry.variants) + 1:
        yield "a variant is there twice or repeats the question"
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        yield "it ends before it begins"


@lru_cache(maxsize=1)
def shipped() -> tuple[Entry, ...]:
    """The entries that come with the program, in every state.

    Raises:
        BankError: as :func:`load_bank`.
    """
    return load_bank()

"""The library of record."""

from indexer.library.errors import LibraryError, LibraryFault
from indexer.library.library import Library
from indexer.library.models import Holdings, Passage, PutResult, SourceState

__all__ = ["Holdings", "Library", "LibraryError", "LibraryFault", "Passage", "PutResult", "SourceState"]

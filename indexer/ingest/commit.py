"""The one way to commit: what the engine holds leaves the library's list, what it refused stays there."""

from collections.abc import Mapping

from indexer.engine.protocol import DocumentsRefused, SearchEngine
from indexer.library import Library


def commit(library: Library, engine: SearchEngine, done: Mapping[str, int]) -> dict[str, str]:
    """Let the engine commit, then take what it holds off the library's list of pending changes.

    Args:
        library: Keeps the list.
        engine: Has taken the changes.
        done: The changes, with their numbers.

    Returns:
        Reason by id of the documents that the engine refused; they stay on the list.

    Raises:
        EngineError: nothing is sure to be committed; everything stays on the list.
    """
    refused: dict[str, str] = {}
    try:
        engine.commit()
    except DocumentsRefused as error:
        refused = error.failures
    library.clear_pending({id: number for id, number in done.items() if id not in refused})
    return refused

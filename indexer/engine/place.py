"""Where a library's index is, whatever engine keeps it."""

from typing import Protocol

from indexer.engine.protocol import SearchEngine


class Build(Protocol):
    """A new index beside the one in use. Either :meth:`use` or :meth:`discard` ends it."""

    @property
    def engine(self) -> SearchEngine:
        """The engine over the new index."""

    def use(self, generation: int) -> str:
        """Put it in the place of the index in use, in one step, and close its engine.

        Args:
            generation: The library's, if the index in use holds all of it; else -1.

        Returns:
            The new index's key.
        """

    def discard(self) -> None:
        """Remove it; the index in use stays."""


class Place(Protocol):
    """The place of one library's index."""

    engine_name: str

    def open(self, *, create: bool = False, fresh: bool = False) -> tuple[SearchEngine, str]:
        """The engine over the index in use, and the index's key, which names this very index.

        Args:
            create: Make an empty index when there is none.
            fresh: Open although the index was made with other tools: it may be emptied, or waits to be replaced.

        Raises:
            EngineError: there is no index, or it cannot be used.
        """

    def build(self) -> Build:
        """Begin a new index."""

    def go_back(self, generation: int) -> tuple[str, bool]:
        """Put the index before the present one in use again.

        Args:
            generation: The library's, if the index in use holds all of it; else -1.

        Returns:
            Its key, and whether it holds all that the library of this generation holds.

        Raises:
            EngineError: there is none, or it was made with other tools than this program's.
        """

    def remove(self) -> None:
        """Remove the index with all its versions."""

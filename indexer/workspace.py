"""The one way to open a data folder: library, engine, analyzer and encoder that belong together."""

from pathlib import Path
from types import TracebackType

from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.load import load_encoder
from indexer.encoder.protocol import Encoder
from indexer.engine.choice import EngineChoice
from indexer.engine.place import Place
from indexer.engine.protocol import EngineError, IndexMissing, SearchEngine
from indexer.library import Library
from indexer.viewer import LOCAL_OWNER


class Workspace:
    """A data folder opened. Use it as a context manager, or call :meth:`close`."""

    def __init__(
        self,
        home: Path,
        library: Library,
        place: Place,
        engine: SearchEngine,
        analyzer: Analyzer,
        encoder: Encoder | None,
        key: str,
    ) -> None:
        self.home = home
        self.library = library
        self.place = place
        self.engine = engine
        self.analyzer = analyzer
        self.encoder = encoder
        self._key = key

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        create: bool = False,
        fresh: bool = False,
        encoder: str | None = None,
        engine: EngineChoice | None = None,
    ) -> "Workspace":
        """Open the folder.

        Args:
            home: The data folder.
            create: Make the folder, the library and the index when they are missing, or turn to another engine.
            fresh: Open an index that was made with another analyzer or encoder, to be built anew; the embedded
                one is thrown away first. Every document becomes pending.
            encoder: As :func:`indexer.encoder.load.load_encoder` takes it; ``None`` for the one chosen for the
                library. With ``fresh``, or for a new library, it is chosen from now on.
            engine: Which engine; ``None`` reads the environment.

        Raises:
            LibraryError: there is no library, or it cannot be used.
            EngineError: there is no index, it does not go with this analyzer and encoder, or another engine
                keeps the index of this folder.
        """
        choice = engine or EngineChoice.make()
        library = Library.open(home, create=create)
        try:
            new = fresh or not library.index_key
            name = library.encoder if encoder is None else encoder
            analyzer, loaded = default_analyzer(), load_encoder(name)
            place = choice.place(home, library.identity, analyzer, loaded)
            if not (create or fresh):
                _check_engine(library, place, home)
            opened, key = place.open(create=create, fresh=fresh)
            if create or fresh:
                _claim(library, key, fresh=fresh)
            if new and name != library.encoder:
                library.choose_encoder(name)
        except BaseException:
            library.close()
            raise
        return cls(home, library, place, opened, analyzer, loaded, key)

    def sync(self) -> int:
        """Bring the engine up to date with everything pending, after a change or a crash.

        Returns:
            How many documents were indexed.
        """
        from indexer.ingest.synchronise import synchronise  # the ingest package itself opens workspaces

        done = synchronise(self.library, self.engine, self.analyzer, self.encoder, workers=1)
        self.engine.release()
        return done

    def reload(self) -> None:
        """See what other processes committed."""
        self.engine.reload()

    @property
    def superseded(self) -> bool:
        """Whether another index was put in the place of the one opened here, maybe with another encoder: open anew."""
        return self.library.index_key not in ("", self._key)

    def take_over(self) -> None:
        """Open the index that was just put in place with the same analyzer and encoder; the old one is closed already."""
        self.engine, self._key = self.place.open()

    def check_made(self) -> None:
        """An index that was begun and never brought to its end would find nothing, and that would pass for an answer.

        Raises:
            IndexMissing: the index is empty while documents of the library wait for it.
        """
        if self.engine.count(viewer=LOCAL_OWNER) == 0 and not self.library.pending().keys().isdisjoint(
            self.library.ids()
        ):
            raise IndexMissing(
                f"The index of {self.home} was not made to its end; run `fengqiao rebuild`, or `fengqiao index SOURCE`."
            )

    def close(self) -> None:
        """Close everything; safe to call twice."""
        self.engine.close()
        self.library.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_engine(library: Library, place: Place, home: Path) -> None:
    keeper = library.index_key.partition(":")[0]
    if keeper and keeper != place.engine_name:
        raise EngineError(
            f"The index of {home} is kept by {keeper}: add --engine {keeper}, or run "
            f"`fengqiao rebuild --engine {place.engine_name}` to move it."
        )


def _claim(library: Library, key: str, *, fresh: bool) -> None:
    """Make the list of pending changes that of this index."""
    known = library.index_key
    old_program = not known and key.endswith(":")
    if fresh or not (known == key or old_program):
        library.belongs_to(key, complete=False)
    elif old_program:
        library.belongs_to(key, complete=True)

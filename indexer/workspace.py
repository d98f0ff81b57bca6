"""The one way to open a data folder: library, engine, analyzer and encoder that belong together."""

import shutil
from pathlib import Path
from types import TracebackType

from indexer.analysis import Analyzer, default_analyzer
from indexer.encoder.load import load_encoder
from indexer.encoder.protocol import Encoder
from indexer.engine.embedded import EmbeddedEngine
from indexer.library import Library

INDEX = "index"


class Workspace:
    """A data folder opened. Use it as a context manager, or call :meth:`close`."""

    def __init__(
        self,
        home: Path,
        library: Library,
        engine: EmbeddedEngine,
        analyzer: Analyzer,
        encoder: Encoder | None,
    ) -> None:
        self.home = home
        self.library = library
        self.engine = engine
        self.analyzer = analyzer
        self.encoder = encoder

    @classmethod
    def open(
        cls, home: Path, *, create: bool = False, fresh: bool = False, encoder: str | None = None
    ) -> "Workspace":
        """Open the folder.

        Args:
            home: The data folder.
            create: Make the folder, the library and the index when they are missing.
            fresh: Throw the index away first; every document becomes pending. This opens a folder whose index
                was made with another analyzer or encoder.
            encoder: As :func:`indexer.encoder.load.load_encoder` takes it.

        Raises:
            LibraryError: there is no library, or it cannot be used.
            EngineError: there is no index, or it does not go with this analyzer and encoder.
        """
        library = Library.open(home, create=create)
        try:
            analyzer, loaded = default_analyzer(), load_encoder(encoder)
            if fresh:
                shutil.rmtree(home / INDEX, ignore_errors=True)
            new = not (home / INDEX / "manifest.json").is_file()
            engine = EmbeddedEngine.open(home / INDEX, analyzer, loaded, create=create or fresh)
            if new:
                library.mark_all_pending()
        except BaseException:
            library.close()
            raise
        return cls(home, library, engine, analyzer, loaded)

    def reset_index(self) -> None:
        """Throw the index away and start an empty one; every document becomes pending."""
        self.engine.close()
        shutil.rmtree(self.home / INDEX, ignore_errors=True)
        self.library.mark_all_pending()
        self.engine = EmbeddedEngine.open(self.home / INDEX, self.analyzer, self.encoder, create=True)

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

"""The embedded engine's index: a folder in the data folder."""

import shutil
import uuid
from pathlib import Path

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.embedded.engine import EmbeddedEngine
from indexer.engine.protocol import EngineError
from indexer.manifest import FILE as MANIFEST

INDEX = "index"
_BESIDE = ".new"
_AWAY = ".old"
_KEY = "key"


class EmbeddedPlace:
    """Implements :class:`indexer.engine.place.Place`."""

    engine_name = EmbeddedEngine.name

    def __init__(self, home: Path, analyzer: Analyzer, encoder: Encoder | None) -> None:
        self._folder = home / INDEX
        self._analyzer, self._encoder = analyzer, encoder

    def open(self, *, create: bool = False, fresh: bool = False) -> tuple[EmbeddedEngine, str]:
        """Open the folder; ``fresh`` empties it first."""
        if fresh:
            shutil.rmtree(self._folder, ignore_errors=True)
        return self._open(self._folder, create or fresh), _key(self._folder)

    def build(self) -> "EmbeddedBuild":
        """An empty index in a folder beside."""
        beside, away = self._folder.with_name(INDEX + _BESIDE), self._folder.with_name(INDEX + _AWAY)
        for left in (beside, away):
            if left.exists():
                shutil.rmtree(left)
        engine = self._open(beside, create=True)
        return EmbeddedBuild(engine, beside, self._folder, away)

    def go_back(self, generation: int) -> tuple[str, bool]:
        """There is nothing to go back to."""
        raise EngineError("The embedded engine keeps no older version of its index; run `fengqiao rebuild`.")

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _open(self, folder: Path, create: bool) -> EmbeddedEngine:
        if create and not (folder / MANIFEST).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _KEY).write_text(uuid.uuid4().hex, encoding="utf-8")
        return EmbeddedEngine.open(folder, self._analyzer, self._encoder, create=create)


def _key(folder: Path) -> str:
    """Random for each index made; the same for all that older programs made."""
    path = folder / _KEY
    return f"{EmbeddedEngine.name}:{path.read_text(encoding='utf-8') if path.is_file() else ''}"


class EmbeddedBuild:
    """Implements :class:`indexer.engine.place.Build`."""

    def __init__(self, engine: EmbeddedEngine, beside: Path, place: Path, away: Path) -> None:
        self.engine = engine
        self._beside, self._place, self._away = beside, place, away

    def use(self, generation: int) -> str:
        """Exchange the folders; a crash before leaves the old one in use."""
        self.engine.close()
        self._place.rename(self._away)
        self._beside.rename(self._place)
        shutil.rmtree(self._away)
        return _key(self._place)

    def discard(self) -> None:
        """Remove the new folder."""
        self.engine.close()
        shutil.rmtree(self._beside, ignore_errors=True)

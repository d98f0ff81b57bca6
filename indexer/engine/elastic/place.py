"""Opening, rebuilding and going back: which index of a cluster belongs to which library."""

from collections.abc import Callable
from pathlib import Path

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.engine import ElasticEngine
from indexer.engine.elastic.lock import WriterLock
from indexer.engine.elastic.mapping import MAPPING
from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.elastic.versions import Held, Versions
from indexer.engine.protocol import EngineError, IndexMissing
from indexer.manifest import Manifest

LOCK = "elasticsearch.lock"


class ElasticPlace:
    """A library's place in a cluster; implements :class:`indexer.engine.place.Place`."""

    engine_name = ElasticEngine.name

    def __init__(
        self, settings: ElasticSettings, home: Path, library: str, analyzer: Analyzer, encoder: Encoder | None
    ) -> None:
        self._settings, self._library = settings, library
        self._lock = WriterLock(home / LOCK)
        self._manifest = Manifest.of(ElasticEngine.name, analyzer, encoder, schema=MAPPING)
        self._where = f"{settings.index} in {settings.where}"

    def open(self, *, create: bool = False, fresh: bool = False) -> tuple[ElasticEngine, str]:
        """The engine over the index behind the alias, and that index's key.

        Raises:
            EngineError: there is no index, it belongs to another library, was made with other tools, or the
                cluster cannot be used.
        """
        cluster = Cluster(self._settings)
        try:
            versions = Versions(cluster)
            held = versions.current()
            if held is None:
                if not (create or fresh):
                    raise IndexMissing(
                        f"There is no index {self._where}; run `fengqiao rebuild`, or `fengqiao index SOURCE`."
                    )
                held = versions.create(self._manifest, self._library, in_use=True)
            versions.check_owner(held, self._library)
            if not fresh:
                self._check(held)
            engine = ElasticEngine(
                cluster,
                held.index,
                self._manifest.dim,
                lock=self._lock,
                follow=None if fresh else self._follower(versions),
            )
        except BaseException:
            cluster.close()
            raise
        return engine, _key(held)

    def build(self) -> "ElasticBuild":
        """A new, empty index that is not yet in use; other writers of this library are kept out until its end."""
        cluster = Cluster(self._settings)
        try:
            self._lock.take()
            versions = Versions(cluster)
            versions.remove_unfinished(self._library)
            present = versions.current()
            if present is not None:
                versions.check_owner(present, self._library)
            held = versions.create(self._manifest, self._library, in_use=False)
        except BaseException:
            self._lock.free()
            cluster.close()
            raise
        engine = ElasticEngine(cluster, held.index, self._manifest.dim, lock=self._lock, follow=None)
        return ElasticBuild(engine, versions, held)

    def go_back(self, generation: int) -> tuple[str, bool]:
        """Put the version before the present one in use again.

        Raises:
            EngineError: there is none, or it was made with other tools than this program's.
        """
        cluster = Cluster(self._settings)
        try:
            self._lock.take()
            versions = Versions(cluster)
            held = versions.previous()
            if held is None:
                raise EngineError(f"There is no older version of the index {self._where} to go back to.")
            versions.check_owner(held, self._library)
            self._check(held)
            versions.put_in_use(held.index, max(generation, 0))
            return _key(held), 0 < held.left_at == generation
        finally:
            self._lock.free()
            cluster.close()

    def remove(self) -> None:
        """Remove every version of this library's index."""
        cluster = Cluster(self._settings)
        try:
            versions = Versions(cluster)
            for held in versions.all():
                versions.check_owner(held, self._library)
                versions.delete(held.index)
        finally:
            cluster.close()

    def _check(self, held: Held) -> None:
        self._manifest.compare(Manifest(**held.manifest), self._where)

    def _follower(self, versions: Versions) -> Callable[[], str]:
        def follow() -> str:
            held = versions.current()
            if held is None:
                raise IndexMissing(f"There is no index {self._where} any more; run `fengqiao rebuild`.")
            versions.check_owner(held, self._library)
            self._check(held)
            return held.index

        return follow


class ElasticBuild:
    """Implements :class:`indexer.engine.place.Build`."""

    def __init__(self, engine: ElasticEngine, versions: Versions, held: Held) -> None:
        self.engine = engine
        self._versions, self._held = versions, held

    def use(self, generation: int) -> str:
        """Turn the alias to the new index; readers see it at once, or within seconds in other processes."""
        self._versions.put_in_use(self._held.index, max(generation, 0))
        self.engine.close()
        return _key(self._held)

    def discard(self) -> None:
        """Remove the new index."""
        self._versions.delete(self._held.index)
        self.engine.close()


def _key(held: Held) -> str:
    return f"{ElasticEngine.name}:{held.key}"

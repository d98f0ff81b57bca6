"""Opening, rebuilding and going back: which index of a cluster belongs to which library."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.elastic.cluster import Cluster
from indexer.engine.elastic.engine import ElasticEngine
from indexer.engine.elastic.errors import IndexMissing
from indexer.engine.elastic.lock import WriterLock
from indexer.engine.elastic.mapping import MAPPING
from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.elastic.versions import Held, Versions
from indexer.engine.protocol import EngineError
from indexer.manifest import Manifest

T = TypeVar("T")
LOCK = "elasticsearch.lock"


class Place:
    """A library's place in a cluster."""

    def __init__(
        self, settings: ElasticSettings, home: Path, library: str, analyzer: Analyzer, encoder: Encoder | None
    ) -> None:
        self._settings, self._library = settings, library
        self._lock = WriterLock(home / LOCK)
        self._manifest = Manifest.of(ElasticEngine.name, analyzer, encoder, schema=MAPPING)
        self._where = f"{settings.index} in {settings.where}"

    def open(self, *, create: bool = False, fresh: bool = False) -> tuple[ElasticEngine, bool]:
        """The engine, and whether its index was made just now.

        Args:
            create: Make an index when there is none.
            fresh: Take an index that was made with other tools, to be replaced.

        Raises:
            EngineError: there is no index, it belongs to another library, was made with other tools, or the
                cluster cannot be used.
        """
        cluster = Cluster(self._settings)
        try:
            versions = Versions(cluster)
            held, new = versions.current(), False
            if held is None:
                if not (create or fresh):
                    raise IndexMissing(
                        f"There is no index {self._where}; run `fengqiao rebuild`, or `fengqiao index SOURCE`."
                    )
                held, new = versions.create(self._manifest, self._library, in_use=True), True
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
        return engine, new

    def build(self) -> ElasticEngine:
        """An engine over a new, empty index that is not yet in use; other writers are kept out until close."""
        cluster = Cluster(self._settings)
        try:
            self._lock.take()
            held = Versions(cluster).create(self._manifest, self._library, in_use=False)
        except BaseException:
            cluster.close()
            raise
        return ElasticEngine(cluster, held.index, self._manifest.dim, lock=self._lock, follow=None)

    def put_in_use(self, index: str, generation: int) -> None:
        """Turn the alias to an index that was built."""
        self._with_versions(lambda versions: versions.put_in_use(index, generation))

    def discard(self, index: str) -> None:
        """Remove an index that was built and is not wanted."""
        self._with_versions(lambda versions: versions.delete(index))

    def remove(self) -> None:
        """Remove every version of this library's index."""

        def all_of_them(versions: Versions) -> None:
            for held in versions.all():
                versions.check_owner(held, self._library)
                versions.delete(held.index)

        self._with_versions(all_of_them)

    def go_back(self, generation: int) -> tuple[str, bool]:
        """Put the version before the present one in use again.

        Returns:
            Its name, and whether it holds what the library holds now.

        Raises:
            EngineError: there is none, or it was made with other tools than this program's.
        """

        def turn(versions: Versions) -> tuple[str, bool]:
            held = versions.previous()
            if held is None:
                raise EngineError(f"There is no older version of the index {self._where} to go back to.")
            versions.check_owner(held, self._library)
            self._check(held)
            versions.put_in_use(held.index, generation)
            return held.index, held.left_at == generation

        self._lock.take()
        try:
            return self._with_versions(turn)
        finally:
            self._lock.free()

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

    def _with_versions(self, call: Callable[[Versions], T]) -> T:
        cluster = Cluster(self._settings)
        try:
            return call(Versions(cluster))
        finally:
            cluster.close()

"""What every retrieval needs beside the workspace: caches that know when the library changed."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from corpora.model import Document
from corpora.vocab import causes
from indexer.encoder.static import StaticEncoder
from indexer.engine.filters import Eq
from indexer.indexing import passage_texts
from indexer.library import Passage
from indexer.library.passages import cut_passages
from indexer.profiles import Profile, Profiler, load_profile, whole_of
from indexer.viewer import Viewer
from indexer.workspace import Workspace
from search_api.retrieval.kept import Kept
from search_api.retrieval.known import KnownArticles, KnownQuestion
from search_api.retrieval.models import Holdings
from search_api.retrieval.plan import TermStatistics
from search_api.retrieval.ranking.model import Ranker, Reader

DOCUMENTS = 300
"""Documents kept in memory."""
PROFILES = 20_000
"""Profiles kept in memory, about 5 KB each."""
CHECK_S = 1.0
"""How often an index that another process is writing is looked at again."""
OPEN_FIELDS = ("court", "cause", "law", "organisation", "outcome", "region")
"""Fields whose values may be typed in part."""
ALL_VALUES = 20_000


class Context:
    """A workspace with its caches; safe to share between threads."""

    def __init__(
        self,
        workspace: Workspace,
        ranker: Ranker | None = None,
        questions: Sequence[KnownQuestion] | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.workspace = workspace
        self.ranker = ranker
        self.reader = reader
        self._questions = questions
        self._statistics: dict[Viewer, TermStatistics] = {}
        self.profiler = Profiler(workspace.analyzer, workspace.encoder)
        self._documents: Kept[str, Document] = Kept(DOCUMENTS)
        self._profiles: Kept[tuple[Viewer, str], Profile] = Kept(PROFILES)
        self._values: dict[tuple[Viewer, str], tuple[str, ...]] = {}
        self._holdings: dict[Viewer, Holdings] = {}
        self._resolved: dict[tuple[Viewer, str], tuple[str, ...]] = {}
        self._known: KnownArticles | None = None
        self._generation = -1
        self._settled = False
        self._checked = 0.0
        self._lock = threading.RLock()

    def refresh(self) -> None:
        """See what was committed since the last call, by this process or another.

        Raises:
            IndexMissing: the index was begun and never brought to its end.
        """
        generation = self.workspace.library.generation
        if self._seen(generation):
            return
        with self._lock:
            if self._seen(generation):
                return
            self._checked = time.monotonic()
            settled = (
                self.workspace.library.settled
            )  # asked first: what is written from here on is seen next time
            self.workspace.reload()  # Where it fails, the next call tries again.
            self._settled = settled
            if not self._settled:
                self.workspace.check_made()
            changed = self.workspace.library.changed_since(self._generation)
            self._documents.forget(lambda id: id in changed)
            self._profiles.forget(lambda key: key[1] in changed)
            self._statistics.clear()
            self._values.clear()
            self._holdings.clear()
            self._resolved.clear()
            self._generation = generation

    def _seen(self, generation: int) -> bool:
        """Whether this state of the library, and of an index that is being written, is known here."""
        recently = self._settled or time.monotonic() - self._checked < CHECK_S
        return generation == self._generation and recently

    def asked_before(self, vector: NDArray[np.float32], viewer: Viewer) -> dict[str, float]:
        """Nearness in [0, 1] of known questions, by id of the article that answers them.

        Empty with an encoder that would take minutes for the known questions, as a transformer does.

        Args:
            vector: float32[dim] of the query, L2-normalised.
        """
        if not isinstance(self.workspace.encoder, StaticEncoder) or self._questions == ():
            return {}
        viewer = viewer.scope
        with self._lock:
            if self._known is None:
                self._known = KnownArticles(self.workspace.encoder, self._questions)
        near = self._known.near(vector)
        with self._lock:
            new = [key for key in near if (viewer, key) not in self._resolved]
            for key in new:
                self._resolved[viewer, key] = tuple(self.workspace.library.resolve(key, viewer))
            return {id: score for key, score in near.items() for id in self._resolved[viewer, key]}

    def documents(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Document]:
        """Documents that the viewer may see, in the order asked for."""
        found = self._documents.get(ids, lambda missing: self.workspace.library.get_many(missing, viewer))
        return {id: document for id, document in found.items() if viewer.may_see(document)}

    def profiles(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Profile]:
        """Profiles of documents that the viewer may see, in the order asked for.

        What the library does not hold, or holds from another encoder, is worked out from the documents.
        """
        scope = viewer.scope
        found = self._profiles.get([(scope, id) for id in ids], self._load_profiles)
        return {id: profile for (_, id), profile in found.items()}

    def _load_profiles(self, keys: list[tuple[Viewer, str]]) -> dict[tuple[Viewer, str], Profile]:
        """Of documents that one viewer asks for."""
        viewer, ids = keys[0][0], [id for _, id in keys]
        kept = self.workspace.library.profiles(ids, self.profiler.fingerprint, viewer)
        loaded = {(viewer, id): load_profile(body) for id, body in kept.items()}
        documents = self.documents([id for id in ids if id not in kept], viewer)
        made = self._made(list(documents.values()))
        return loaded | {(viewer, id): new for id, new in zip(documents, made, strict=True)}

    def _made(self, documents: list[Document]) -> list[Profile]:
        """Profiles of documents, worked out here."""
        encoder = self.workspace.encoder
        wholes: list[NDArray[np.float32] | None] = []
        for document in documents:
            passages = [Passage(0, document.id, *cut) for cut in cut_passages(document)]
            texts = passage_texts(document, passages)
            wholes.append(whole_of(encoder.encode(texts)) if encoder is not None and texts else None)
        return self.profiler.make(documents, wholes) if documents else []

    def statistics(self, viewer: Viewer) -> TermStatistics:
        """Frequencies of terms in what the viewer may see."""
        scope = viewer.scope
        return self._statistics.setdefault(scope, TermStatistics(self.workspace.engine, scope))

    def resolver(self, viewer: Viewer) -> Callable[[str, str], list[str]]:
        """Completes typed values of fields from what the viewer may see."""
        return partial(self._resolve, viewer.scope)

    def _resolve(self, viewer: Viewer, field: str, value: str) -> list[str]:
        """Stored values that a typed value means: itself, a cause with all below it, or those containing it."""
        if field == "cause":
            return self._cause(viewer, value)
        if field not in OPEN_FIELDS:
            return [value]
        known = self._values_of(viewer, field)
        return [value] if value in known else ([v for v in known if value in v] or [value])

    def holdings(self, viewer: Viewer) -> Holdings:
        """What the library holds for this viewer."""
        viewer = viewer.scope
        found = self._holdings.get(viewer)
        if found is None:
            held = self.workspace.library.holdings(viewer)
            found = Holdings(
                total=held.total,
                kinds=dict(held.kinds),
                newest=held.newest,
                law_checked=held.law_checked,
                gists=held.gists,
                fictional=self.workspace.engine.count(viewer=viewer, filter=Eq("fictional", "true")),
            )
            self._holdings[viewer] = found
        return found

    def _values_of(self, viewer: Viewer, field: str) -> tuple[str, ...]:
        if (viewer, field) not in self._values:
            counted = self.workspace.engine.facets([field], viewer=viewer, limit=ALL_VALUES)
            self._values[viewer, field] = tuple(value for value, _ in counted.get(field, []))
        return self._values[viewer, field]

    def _cause(self, viewer: Viewer, value: str) -> list[str]:
        named = causes().find(value)
        known = self._values_of(viewer, "cause")
        if named is None:
            return [value] if value in known else ([v for v in known if value in v] or [value])
        below, names = [named.name], {named.name}
        while below:
            parent = below.pop()
            children = [c.name for c in causes().all() if c.parent == parent and c.name not in names]
            names.update(children)
            below.extend(children)
        return sorted(names)

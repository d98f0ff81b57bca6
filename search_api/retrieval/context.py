"""What every retrieval needs beside the workspace: caches that know when the library changed."""

import threading
import time
from collections import OrderedDict
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
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._profiles: OrderedDict[tuple[Viewer, str], Profile] = OrderedDict()
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
        with self._lock:
            now = time.monotonic()
            if generation == self._generation and (self._settled or now - self._checked < CHECK_S):
                return
            self._checked = now
            self.workspace.reload()  # Where it fails, the next call tries again.
            self._settled = not self.workspace.library.pending()
            if not self._settled:
                self.workspace.check_made()
            changed = self.workspace.library.changed_since(self._generation)
            self._generation = generation
            for id in changed:
                self._documents.pop(id, None)
            for key in [key for key in self._profiles if key[1] in changed]:
                del self._profiles[key]
            self._statistics.clear()
            self._values.clear()
            self._holdings.clear()
            self._resolved.clear()

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
            new = [key for key in near if (viewer, key) not in self._resolved]
            for key in new:
                self._resolved[viewer, key] = tuple(self.workspace.library.resolve(key, viewer))
            return {id: score for key, score in near.items() for id in self._resolved[viewer, key]}

    def documents(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Document]:
        """Documents that the viewer may see, in the order asked for."""
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            found = {id: self._documents[id] for id in wanted if id in self._documents}
            missing = [id for id in wanted if id not in found]
            if missing:
                loaded = self.workspace.library.get_many(missing, viewer)
                found |= loaded
                self._documents |= loaded
            for id in found:
                self._documents.move_to_end(id)
            while len(self._documents) > DOCUMENTS:
                self._documents.popitem(last=False)
        return {id: found[id] for id in wanted if id in found and viewer.may_see(found[id])}

    def profiles(self, ids: Iterable[str], viewer: Viewer) -> dict[str, Profile]:
        """Profiles of documents that the viewer may see, in the order asked for.

        What the library does not hold, or holds from another encoder, is worked out from the documents.
        """
        viewer = viewer.scope
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            cache = self._profiles
            missing = [id for id in wanted if (viewer, id) not in cache]
            if missing:
                kept = self.workspace.library.profiles(missing, self.profiler.fingerprint, viewer)
                cache.update(((viewer, id), load_profile(body)) for id, body in kept.items())
                documents = self.documents([id for id in missing if id not in kept], viewer)
                made = self._made(list(documents.values()))
                cache.update(((viewer, id), new) for id, new in zip(documents, made, strict=True))
            found = {id: cache[viewer, id] for id in wanted if (viewer, id) in cache}
            for id in found:
                cache.move_to_end((viewer, id))
            while len(cache) > PROFILES:
                cache.popitem(last=False)
        return found

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
        with self._lock:
            return self._statistics.setdefault(
                viewer.scope, TermStatistics(self.workspace.engine, viewer.scope)
            )

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

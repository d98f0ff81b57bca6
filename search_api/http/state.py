"""What routes share: the settings, the searcher, and who asks."""

import threading
import time
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from indexer.engine.choice import EngineChoice
from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from indexer.viewer import Viewer
from indexer.workspace import Workspace
from office.identity import ANYONE, Actor
from office.sealing import Seal
from office.store import Office
from search_api.http.access.oidc import Provider
from search_api.http.settings import Settings
from search_api.retrieval import Searcher

RETRY_S = 1.0
"""How long after a failed opening the next is tried."""
LOOK_S = 1.0
"""How often it is asked whether the index was exchanged (``fengqiao rebuild``)."""
_DONE_S = 120.0
"""After this time no request searches an index that was exchanged."""


class Service:
    """The workspace, opened at the first use and closed with the application."""

    def __init__(self, settings: Settings, engine: EngineChoice) -> None:
        self.settings = settings
        self.oidc = Provider(settings) if settings.oidc_issuer and settings.mode == "organisation" else None
        self.engine = engine
        self._workspace: Workspace | None = None
        self._searcher: Searcher | None = None
        self._office: Office | None = None
        self._fault: Exception | None = None
        self._failed = self._looked = 0.0
        self._retired: list[tuple[float, Workspace]] = []
        self._lock = threading.Lock()
        self._office_lock = threading.Lock()

    @property
    def searcher(self) -> Searcher:
        """The searcher; another one once the index has been exchanged.

        Raises:
            LibraryError: there is no library in the data folder.
            EngineError: the index cannot be used.
        """
        with self._lock:
            self._look()
            if self._searcher is None:
                # Those who waited here for an opening that failed hear its error, and do not each wait for their own.
                if self._fault is not None and time.monotonic() - self._failed < RETRY_S:
                    raise self._fault
                try:
                    self._workspace = Workspace.open(self.settings.home, engine=self.engine)
                except (EngineError, LibraryError) as error:
                    self._fault, self._failed = error, time.monotonic()
                    raise
                self._searcher = Searcher(self._workspace)
            return self._searcher

    def _look(self) -> None:
        """Let go of an index that was exchanged; requests that search it still may end."""
        moment = time.monotonic()
        if self._workspace is None or moment - self._looked < LOOK_S:
            return
        self._looked = moment
        for since, workspace in [pair for pair in self._retired if moment - pair[0] > _DONE_S]:
            workspace.close()
            self._retired.remove((since, workspace))
        if self._workspace.superseded:
            self._retired.append((moment, self._workspace))
            self._workspace = self._searcher = None

    @property
    def workspace(self) -> Workspace:
        """The workspace that the searcher searches, to write to.

        Raises:
            LibraryError, EngineError: as :attr:`searcher`.
        """
        opened = self.searcher
        with self._lock:
            assert opened is not None and self._workspace is not None
            return self._workspace

    @property
    def office(self) -> Office:
        """The office store, made at the first use.

        Raises:
            OfficeError: it cannot be used.
        """
        with self._office_lock:
            if self._office is None:
                self._office = Office.open(self.settings.home, self.settings.office_url or None)
            return self._office

    @cached_property
    def seal(self) -> Seal:
        """The seal of personal data."""
        return Seal.of(self.settings.home)

    def close(self) -> None:
        """Close the workspace and the office store; safe to call twice."""
        with self._lock:
            for workspace in (*(old for _, old in self._retired), self._workspace):
                if workspace is not None:
                    workspace.close()
            self._retired = []
            self._workspace = self._searcher = None
        with self._office_lock:
            if self._office is not None:
                self._office.close()
            self._office = None


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _searcher(request: Request) -> Searcher:
    return _service(request).searcher


def _workspace(request: Request) -> Workspace:
    return _service(request).workspace


def _office(request: Request) -> Office:
    return _service(request).office


def _seal(request: Request) -> Seal:
    return _service(request).seal


def _actor(request: Request) -> Actor:
    """Whom the gate let through; without a gate nobody."""
    actor = getattr(request.state, "actor", ANYONE)
    assert isinstance(actor, Actor)
    return actor


def _viewer(actor: Annotated[Actor, Depends(_actor)]) -> Viewer:
    """What the one who asks may see of the library."""
    return actor.viewer


ServiceNow = Annotated[Service, Depends(_service)]
SearcherNow = Annotated[Searcher, Depends(_searcher)]
WorkspaceNow = Annotated[Workspace, Depends(_workspace)]
"""The library and its index, for what writes to them."""
OfficeNow = Annotated[Office, Depends(_office)]
"""The office store: ``with office.session() as session``."""
SealNow = Annotated[Seal, Depends(_seal)]
"""The seal of personal data of the expert library."""
ActorNow = Annotated[Actor, Depends(_actor)]
"""Who asks: login name, roles, organisation; for what is written and for the audit trail."""
ViewerNow = Annotated[Viewer, Depends(_viewer)]
"""Who asks, for what is read from the library."""

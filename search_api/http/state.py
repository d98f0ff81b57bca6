"""What routes share: the settings, the searcher, and who asks."""

import threading
import time
from typing import Annotated

from fastapi import Depends, Request

from indexer.engine.choice import EngineChoice
from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from indexer.viewer import LOCAL_OWNER, Viewer
from indexer.workspace import Workspace
from search_api.http.settings import Settings
from search_api.retrieval import Searcher

RETRY_S = 1.0
"""How long after a failed opening the next is tried."""


class Service:
    """The workspace, opened at the first use and closed with the application."""

    def __init__(self, settings: Settings, engine: EngineChoice) -> None:
        self.settings = settings
        self._engine = engine
        self._workspace: Workspace | None = None
        self._searcher: Searcher | None = None
        self._fault: Exception | None = None
        self._failed = 0.0
        self._lock = threading.Lock()

    @property
    def searcher(self) -> Searcher:
        """The searcher.

        Raises:
            LibraryError: there is no library in the data folder.
            EngineError: the index cannot be used.
        """
        with self._lock:
            if self._searcher is None:
                # Those who waited here for an opening that failed hear its error, and do not each wait for their own.
                if self._fault is not None and time.monotonic() - self._failed < RETRY_S:
                    raise self._fault
                try:
                    self._workspace = Workspace.open(self.settings.home, engine=self._engine)
                except (EngineError, LibraryError) as error:
                    self._fault, self._failed = error, time.monotonic()
                    raise
                self._searcher = Searcher(self._workspace)
            return self._searcher

    def close(self) -> None:
        """Close the workspace; safe to call twice."""
        with self._lock:
            if self._workspace is not None:
                self._workspace.close()
            self._workspace = self._searcher = None


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _searcher(request: Request) -> Searcher:
    return _service(request).searcher


def _viewer() -> Viewer:
    """In local mode the one user, who has every right."""
    return LOCAL_OWNER


ServiceNow = Annotated[Service, Depends(_service)]
SearcherNow = Annotated[Searcher, Depends(_searcher)]
ViewerNow = Annotated[Viewer, Depends(_viewer)]

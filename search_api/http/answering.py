"""The answerer of the service: made anew when the bank or the library changed."""

import threading
from contextlib import suppress
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import BackgroundTasks, Depends, Request

from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from indexer.library.library import FILE
from office.answers.current import Bank, bank_of, mark_of
from office.errors import OfficeError
from search_api.answers import Answerer
from search_api.http.state import Service
from search_api.retrieval import Searcher


class Answering:
    """Keeps one answerer for the service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self.waiting = CapacityLimiter(2)
        """Threads that may wait for the answerer."""
        self._key: tuple[str, Searcher | None] | None = None
        self._made: tuple[Answerer, Bank] | None = None

    @property
    def library(self) -> Searcher | None:
        """What official texts and precedents are looked up in; ``None`` where there is no library."""
        return self._service.searcher if (self._service.settings.home / FILE).is_file() else None

    def current(self) -> tuple[Answerer, Bank]:
        """The answerer with the bank as it is now; without a library it answers from the bank alone.

        Raises:
            OfficeError: the office store cannot be read.
            EngineError: there is a library, but its index cannot be used.
        """
        searcher = self.library
        with self._lock, self._service.office.reading() as session:
            key = (mark_of(session), searcher)
            if self._made is None or key != self._key:
                bank = bank_of(session)
                self._made = (Answerer(bank.entries, searcher, bank.versions), bank)
                self._key = key
            return self._made

    def prepare(self) -> None:
        """Make the answerer before somebody asks; what stands in the way is told to whoever asks."""
        with suppress(OfficeError, LibraryError, EngineError):
            self.current()


async def _answering(request: Request) -> tuple[Answerer, Bank]:
    """Whoever waits for an answerer that is being made takes no thread from those who search."""
    answering: Answering = request.app.state.answering
    return await to_thread.run_sync(answering.current, limiter=answering.waiting)


def _anew(request: Request, later: BackgroundTasks) -> None:
    answering: Answering = request.app.state.answering
    later.add_task(answering.prepare)


def _library(request: Request) -> Searcher | None:
    answering: Answering = request.app.state.answering
    return answering.library


AnsweringNow = Annotated[tuple[Answerer, Bank], Depends(_answering)]
"""Answerer and bank."""
AnsweringAnew = Depends(_anew)
"""The answerer is made anew once a route that changes the bank has answered, so that whoever asks next need not wait."""
LibraryNow = Annotated[Searcher | None, Depends(_library)]
"""What official texts are looked up in, without an answerer being made."""

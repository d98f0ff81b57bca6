"""The answerer of the service: made anew when the bank or the library changed."""

import threading
from typing import Annotated

from fastapi import Depends, Request

from indexer.library.library import FILE
from office.answers.current import Bank, bank_of, mark_of
from search_api.answers import Answerer
from search_api.http.state import Service
from search_api.retrieval import Searcher


class Answering:
    """Keeps one answerer for the service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._key: tuple[str, Searcher | None] | None = None
        self._made: tuple[Answerer, Bank] | None = None

    def current(self) -> tuple[Answerer, Bank]:
        """The answerer with the bank as it is now; without a library it answers from the bank alone.

        Raises:
            OfficeError: the office store cannot be read.
            EngineError: there is a library, but its index cannot be used.
        """
        held = (self._service.settings.home / FILE).is_file()
        searcher = self._service.searcher if held else None
        with self._lock, self._service.office.reading() as session:
            key = (mark_of(session), searcher)
            if self._made is None or key != self._key:
                bank = bank_of(session)
                self._made = (Answerer(bank.entries, searcher, bank.versions), bank)
                self._key = key
            return self._made


def _answering(request: Request) -> tuple[Answerer, Bank]:
    answering: Answering = request.app.state.answering
    return answering.current()


AnsweringNow = Annotated[tuple[Answerer, Bank], Depends(_answering)]
"""Answerer and bank."""

"""The application factory."""

import logging
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from fastapi import FastAPI

from indexer.engine.choice import EngineChoice
from indexer.engine.protocol import EngineError
from indexer.library import LibraryError
from search_api.collector import collect_seldom
from search_api.http import (
    account_faults,
    answer_faults,
    consult_faults,
    desk_faults,
    problems,
    release_faults,
    roster_faults,
)
from search_api.http.access.gate import Gate
from search_api.http.answering import Answering
from search_api.http.headers import Headers
from search_api.http.limits import Limits
from search_api.http.logs import keep_private
from search_api.http.routes import (
    account_care,
    accounts,
    answer_bank,
    answers,
    audit,
    candidates,
    consults,
    deadlines,
    desk,
    documents,
    experts,
    folders,
    knowledge,
    matters,
    oidc,
    quality,
    recusal,
    release_cases,
    release_editions,
    releases,
    reports,
    roster,
    roster_care,
    roster_files,
    saved,
    searching,
    service,
    signin,
    texts,
    verdicts,
)
from search_api.http.settings import Settings
from search_api.http.state import Service
from search_api.retrieval.models import SearchRequest

log = logging.getLogger("fengqiao.service")
_CLUSTER_THREADS = 40
_SWITCH_S = 0.001
"""How long a thread may keep the others waiting that come back from the index, the library or the encoder."""


def create_app(settings: Settings | None = None, engine: EngineChoice | None = None) -> FastAPI:
    """The service over one data folder; no cross-origin access.

    Args:
        settings: ``None`` reads the environment.
        engine: The same.
    """
    state = Service(settings or Settings(), engine or EngineChoice.make())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        keep_private()
        sys.setswitchinterval(_SWITCH_S)
        collect_seldom()
        to_thread.current_default_thread_limiter().total_tokens = _threads(state)
        warming = threading.Thread(target=_warm, args=(state, app.state.answering), daemon=True)
        warming.start()
        yield
        warming.join()  # What it searches may not be closed under it.
        state.close()

    app = FastAPI(
        title="Fengqiao",
        summary="金融纠纷类案与调解案例检索",
        description="Case-law and mediation-precedent search. Errors are problem+json with a stable `code`.",
        version="1",
        lifespan=lifespan,
        docs_url="/v1/docs",
        swagger_ui_oauth2_redirect_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        responses=problems.RESPONSES,
    )
    app.state.service = state
    app.state.answering = Answering(state)
    for module in (
        service,
        accounts,
        account_care,
        signin,
        oidc,
        audit,
        searching,
        desk,
        documents,
        texts,
        folders,
        verdicts,
        saved,
        reports,
        roster_files,
        experts,
        roster,
        roster_care,
        matters,
        recusal,
        consults,
        deadlines,
        quality,
        answers,
        answer_bank,
        knowledge,
        candidates,
        release_editions,
        releases,
        release_cases,
    ):
        app.include_router(module.router, prefix="/v1")
    problems.install(app)
    account_faults.install(app)
    desk_faults.install(app)
    answer_faults.install(app)
    roster_faults.install(app)
    consult_faults.install(app)
    release_faults.install(app)
    app.add_middleware(Gate, service=state)
    app.add_middleware(Limits, settings=state.settings)
    app.add_middleware(Headers)
    return app


def _threads(state: Service) -> int:
    """Requests worked on at a time; the others wait.

    Python runs one thread at a time: where it does the searching, each request is done sooner the fewer take turns.
    """
    if state.settings.threads:
        return state.settings.threads
    return _CLUSTER_THREADS if state.engine.name == "elasticsearch" else max(4, 2 * (os.cpu_count() or 1))


def _warm(state: Service, answering: Answering) -> None:
    """Load dictionaries and answers before the first user asks; a missing library is told to whoever asks."""
    with suppress(LibraryError, EngineError):
        from indexer.ingest.twins import outdated_twins  # loads what reads files, which no request needs
        from indexer.viewer import LOCAL_OWNER

        state.searcher.search(SearchRequest(query="证券纠纷怎么调解", limit=1), LOCAL_OWNER)
        if outdated := outdated_twins(state.workspace.library):
            log.warning(
                "%d confidential records have redacted twins that another version's rules made; "
                "run `fengqiao index` or `fengqiao rebuild`.",
                outdated,
            )
    answering.prepare()

"""The service in one process, or in several that share its port."""

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI

    from indexer.engine.choice import EngineChoice
    from search_api.http.settings import Settings

_KEPT_S = 75
"""How long a connection is kept between two requests: longer than people pause and proxies keep theirs."""
_HUNG_S = 60
"""A process that gives no sign of life for so long is replaced."""
_LOOK_S = 1.0


def run(settings: "Settings", engine: "EngineChoice") -> Callable[[], None]:
    """What serves until it is stopped; what can be wrong with the settings is found out before.

    Args:
        settings: Of the service.
        engine: What it searches with.

    Raises:
        ValueError: a package that the settings need is not installed.
    """
    import uvicorn

    common: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "log_level": "warning",
        "server_header": False,
        "timeout_keep_alive": _KEPT_S,
    }
    if settings.processes == 1:
        return partial(uvicorn.run, _app(settings, engine), **common)
    from search_api.http.state import Service

    Service(settings, engine)
    os.environ.update(_environment(settings, engine))
    return partial(
        uvicorn.run,
        f"{__name__}:one_of_several",
        factory=True,
        workers=settings.processes,
        timeout_worker_healthcheck=_HUNG_S,
        **common,
    )


def one_of_several() -> "FastAPI":
    """The application of one process, its settings from the environment; it ends when the process above it does."""
    from indexer.engine.choice import EngineChoice
    from search_api.http.settings import Settings

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return _app(Settings(), EngineChoice.make())


def _app(settings: "Settings", engine: "EngineChoice") -> "FastAPI":
    from corpora.guard import warm
    from search_api.http.app import create_app

    app = create_app(settings, engine)
    warm("ui.cli.main")
    return app


def _environment(settings: "Settings", engine: "EngineChoice") -> dict[str, str]:
    """Variables that give another process what came by arguments here."""
    given = {
        "FENGQIAO_HOME": str(settings.home),
        "FENGQIAO_MODE": settings.mode,
        "FENGQIAO_HOST": settings.host,
        "FENGQIAO_PORT": str(settings.port),
        "FENGQIAO_WORKERS": str(settings.processes),
    }
    return given | engine.environment


def _end_with(parent: int) -> None:
    """Stop this process once its parent is gone, which may have been killed: nothing may keep its port."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)

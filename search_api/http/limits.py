"""Around every request: a number, a body limit, a bound on how many run at once, and a log without content."""

import logging
import re
import time
import uuid

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.http.problems import problem
from search_api.http.settings import Settings

log = logging.getLogger("fengqiao.access")
_GIVEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
UPLOADS = frozenset({"/v1/similar/file", "/v1/understand/file", "/v1/experts/import"})


class _TooLarge(Exception):
    pass


class Limits:
    """ASGI middleware. Only method, path, status and time are logged: a query may name people."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it is too large or one too many."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        given = request.headers.get("x-request-id", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = number
        limit = self.settings.max_upload if scope["path"] in UPLOADS else self.settings.max_body
        began, status, started, read, cut = time.perf_counter(), 500, False, 0, False

        async def tagged(message: Message) -> None:
            nonlocal status, started
            if cut and not started:
                return  # the application's own answer to the cut body; 413 follows
            if message["type"] == "http.response.start":
                started, status = True, message["status"]
                message["headers"] = [*message.get("headers", []), (b"x-request-id", number.encode())]
            await send(message)

        async def counted() -> Message:
            nonlocal read, cut
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                cut = True
                raise _TooLarge
            return message

        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            await problem(413, request=request)(scope, receive, tagged)
        elif self._running >= self.settings.max_concurrent and scope["path"] != "/v1/health":
            response = problem(429, request=request)
            response.headers["retry-after"] = "1"
            await response(scope, receive, tagged)
        else:
            self._running += 1
            try:
                await self.app(scope, counted, tagged)
            except _TooLarge:
                pass
            except Exception as error:
                log.error("%s failed: %s", number, type(error).__name__, exc_info=error)
                if not started:
                    await problem(500, request=request)(scope, receive, tagged)
            finally:
                self._running -= 1
            if cut and not started:
                cut = False
                await problem(413, request=request)(scope, receive, tagged)
        log.info(
            "%s %s %s %d %.1f ms",
            number,
            scope["method"],
            scope["path"],
            status,
            (time.perf_counter() - began) * 1000,
        )

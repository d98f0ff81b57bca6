"""The gate in front of every route: who asks, whether the matrix lets them, and what goes on the audit trail."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from office import audit
from office.errors import OfficeError
from office.identity import ANYONE, LOCAL_ACTOR, Actor
from search_api.http.access import credentials, origin
from search_api.http.access.policy import Policy, Rule, policy
from search_api.http.access.rates import Rates
from search_api.http.problems import problem
from search_api.http.state import Service

log = logging.getLogger("fengqiao.access")
NOBODY = Actor(name=ANYONE.name, label=ANYONE.label)
"""Someone who has not signed in, where that gives no right."""


Refusal = tuple[int, str, str]
"""Status, code and message of an answer that is no."""


class _Unrecorded(Exception):
    """The audit trail could not be written, so the answer stays here."""


class Gate:
    """ASGI middleware; nothing of the body is read before it has let a request through."""

    def __init__(self, app: ASGIApp, service: Service, matrix: Policy | None = None) -> None:
        self.app, self.service, self.matrix = app, service, matrix or policy()
        settings = service.settings
        self.rates = Rates(
            settings.share(settings.requests_per_minute), settings.share(settings.sign_ins_per_minute)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its actor, or answer 401, 403 or 503."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refusal, actor, rule, values = await self._admit(request)
            wait = self._wait(request, actor)
            if refusal is not None and refusal[1] == "forbidden" and not wait:
                await run_in_threadpool(
                    self._record, actor, "access.refused", "route", _route(request, rule), {}
                )
        except OfficeError as error:
            log.error("office store: %s", error)
            await _unavailable(request)(scope, receive, send)
            return
        if wait or refusal is not None:
            await _refused(request, wait, refusal)(scope, receive, send)
            return
        scope.setdefault("state", {})["actor"] = actor
        if rule is None or not rule.action or not self.service.settings.audit_reads:
            await self.app(scope, receive, send)
            return
        await self._recorded(request, actor, rule, values, receive, send)

    async def _admit(self, request: Request) -> tuple[Refusal | None, Actor, Rule | None, dict[str, str]]:
        settings = self.service.settings
        found = self.matrix.find(request.method, request.url.path)
        rule, values = found or (None, {})
        if origin.foreign_origin(request):
            return (403, "foreign_origin", "请求来自其他网站，已拒绝"), NOBODY, rule, values
        if settings.mode == "local":
            refused = origin.foreign_host(request)
            refusal = (403, "foreign_host", "本机模式只接受以本机地址访问") if refused else None
            return refusal, LOCAL_ACTOR, rule, values
        actor, wrong = await self._who(request)
        if rule is not None and rule.is_open:
            return None, actor, rule, values
        if wrong:
            return (401, "invalid_credentials", "登录已失效或密钥无效，请重新登录"), actor, rule, values
        if rule is not None and not actor.roles.isdisjoint(rule.roles):
            return None, actor, rule, values
        if actor.name == ANYONE.name:
            return (401, "unauthorized", "请先登录"), actor, rule, values
        return (403, "forbidden", "当前账号没有这项权限"), actor, rule, values

    def _wait(self, request: Request, actor: Actor) -> int:
        if self.service.settings.mode == "local":
            return 0
        name = "" if actor.name == ANYONE.name else actor.name
        address = request.client.host if request.client else ""
        return self.rates.wait_s(name, address, request.method, request.url.path)

    async def _who(self, request: Request) -> tuple[Actor, bool]:
        """Who asks, and whether they showed something that is not valid (any more)."""
        nobody = ANYONE if self.service.settings.anonymous else NOBODY
        credential = credentials.shown(request)
        if credential is None:
            return nobody, False
        office = await run_in_threadpool(lambda: self.service.office)
        actor = await run_in_threadpool(credentials.holder, office, credential)
        if actor is None:
            # An old cookie is sent by itself; who shows a key means to be somebody.
            return nobody, not (credential.by_cookie and self.service.settings.anonymous)
        return actor, False

    async def _recorded(
        self, request: Request, actor: Actor, rule: Rule, values: dict[str, str], receive: Receive, send: Send
    ) -> None:
        """Run the route; a successful answer leaves only once it is on the trail."""

        async def after_record(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                try:
                    await run_in_threadpool(
                        self._record, actor, rule.action, rule.object_kind,
                        values.get(rule.object_parameter, ""), _measured(request),
                    )  # fmt: skip
                except OfficeError as error:
                    log.error("audit trail: %s", error)
                    raise _Unrecorded from error
            await send(message)

        try:
            await self.app(request.scope, receive, after_record)
        except _Unrecorded:
            await _unavailable(request)(request.scope, receive, send)

    def _record(self, actor: Actor, action: str, kind: str, id: str, detail: dict[str, int]) -> None:
        with self.service.office.session() as session:
            audit.record(session, actor, action, kind, id, detail=detail)


def _measured(request: Request) -> dict[str, int]:
    """How much was asked, never what: query texts name parties."""
    asked = request.query_params
    return {
        name: value
        for name, value in (
            ("characters", len(asked.get("q", ""))),
            ("filters", len(asked.getlist("filter"))),
            ("bytes", int(request.headers.get("content-length", "0") or 0)),
        )
        if value
    }


def _route(request: Request, rule: Rule | None) -> str:
    return f"{request.method} {rule.path}" if rule else f"{request.method} (no such route)"


def _refused(request: Request, wait: int, refusal: Refusal | None) -> Response:
    if wait or refusal is None:
        response = problem(429, request=request)
        response.headers["retry-after"] = str(wait)
        return response
    status, code, message = refusal
    response = problem(status, request=request, code=code, message=message)
    if status == 401:
        response.headers["www-authenticate"] = "Bearer"
    return response


def _unavailable(request: Request) -> Response:
    return problem(
        503,
        request=request,
        code=OfficeError.code,
        message="业务数据库暂不可用，请稍后再试；若反复出现，请告知管理员",
    )

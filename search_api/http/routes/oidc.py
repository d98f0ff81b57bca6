"""Signing in with an OpenID Connect provider, by browser."""

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from office.accounts import sessions
from office.accounts.models import User
from search_api.http.access.oidc import PENDING_S, STATE_COOKIE, OidcRefused
from search_api.http.problems import problem
from search_api.http.routes.signin import Next, page, signed_in, target
from search_api.http.state import OfficeNow, ServiceNow

router = APIRouter(tags=["accounts"], include_in_schema=False)
log = logging.getLogger("fengqiao.access")
_PATH = "/v1/oidc"


@router.get("/oidc/start")
def start(request: Request, service: ServiceNow, next: Next = "") -> Response:
    """Send the browser to the provider."""
    provider = service.oidc
    if provider is None:
        return problem(404, request=request)
    try:
        url, cookie = provider.begin(str(request.base_url).rstrip("/") + f"{_PATH}/callback", next)
    except OidcRefused as error:
        log.error("OpenID Connect: %s", error)
        return page(
            "signin", request, service.settings, next, status=503, fault="统一身份认证暂不可用，请稍后再试"
        )
    response = RedirectResponse(url, 303)
    response.set_cookie(
        STATE_COOKIE, cookie, max_age=PENDING_S, path=_PATH, httponly=True, samesite="lax",
        secure=service.settings.secure_cookies,
    )  # fmt: skip
    return response


@router.get("/oidc/callback")
def callback(
    request: Request,
    service: ServiceNow,
    office: OfficeNow,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4000)] = "",
) -> Response:
    """Take the browser back from the provider and sign in the account that is linked to who it is."""
    provider = service.oidc
    if provider is None:
        return problem(404, request=request)
    settings = service.settings
    try:
        identity = provider.finish(request.cookies.get(STATE_COOKIE, ""), state, code)
    except OidcRefused as error:
        log.warning("OpenID Connect: %s", error)
        return page("signin", request, settings, "", status=401, fault="统一身份登录没有成功，请重新登录")
    with office.session() as session:
        user = session.scalars(select(User).where(User.subject == identity.subject)).one_or_none()
        if user is None or user.disabled is not None:
            fault = "身份已确认，但本系统没有为其开设账号，请联系系统管理员"
            return page("signin", request, settings, "", status=403, fault=fault)
        token = sessions.start(session, user, how="oidc")
    response = signed_in(RedirectResponse(target(request, settings, identity.next), 303), token, settings)
    response.delete_cookie(STATE_COOKIE, path=_PATH)
    return response

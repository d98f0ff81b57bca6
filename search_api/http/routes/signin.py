"""Signing in and out for people: two plain pages that set and clear a cookie no script can read."""

from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader

from office.accounts import sessions
from office.accounts.errors import SignInRefused
from office.accounts.users import check_password
from search_api.http.access.credentials import COOKIE
from search_api.http.access.origin import same_host
from search_api.http.account_views import me_of
from search_api.http.settings import Settings
from search_api.http.state import ActorNow, OfficeNow, ServiceNow

router = APIRouter(tags=["accounts"], include_in_schema=False)
Next = Annotated[str, Query(max_length=2000)]
NextForm = Annotated[str, Form(max_length=2000)]


@router.get("/signin")
def ask(request: Request, service: ServiceNow, actor: ActorNow, next: Next = "") -> Response:
    """The page that asks for name and password."""
    if service.settings.mode == "local":
        return RedirectResponse(target(request, service.settings, next), 303)
    return page("signin", request, service.settings, next)


@router.post("/signin")
def sign_in(
    request: Request,
    service: ServiceNow,
    office: OfficeNow,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: NextForm = "",
) -> Response:
    """Set the cookie and go on, or ask again."""
    if service.settings.mode == "local":
        return RedirectResponse(target(request, service.settings, next), 303)
    try:
        user = check_password(office, name.strip(), password)
    except SignInRefused as error:
        wait = f"，请等待 {error.wait_s} 秒再试" if error.wait_s else ""
        return page("signin", request, service.settings, next, status=401, fault=f"{error}{wait}", name=name)
    with office.session() as session:
        token = sessions.start(session, user)
    return signed_in(RedirectResponse(target(request, service.settings, next), 303), token, service.settings)


@router.get("/signout")
def ask_out(request: Request, service: ServiceNow, actor: ActorNow, next: Next = "") -> Response:
    """The page that asks whether to sign out."""
    return page("signout", request, service.settings, next, me=me_of(actor, service.settings.mode))


@router.post("/signout")
def sign_out(
    request: Request, service: ServiceNow, office: OfficeNow, actor: ActorNow, next: NextForm = ""
) -> Response:
    """End the session and clear the cookie."""
    if token := request.cookies.get(COOKIE):
        with office.session() as session:
            sessions.end(session, actor, token)
    response = RedirectResponse(target(request, service.settings, next), 303)
    response.delete_cookie(COOKIE, secure=service.settings.secure_cookies, httponly=True, samesite="lax")
    return response


def signed_in(response: Response, token: sessions.Token, settings: Settings) -> Response:
    """The answer with the session's cookie: out of reach of scripts and of other sites' requests that change anything.

    Cookies belong to a host whatever the port, so the web page's server gets it too and shows it to this service.
    """
    response.set_cookie(
        COOKIE,
        token.value,
        expires=token.expires,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
        path="/",
    )
    return response


def target(request: Request, settings: Settings, next: str) -> str:
    """Where to go after signing in or out: never to another host."""
    return next if next and same_host(next, request) else settings.web_url or "/v1/signout"


def page(
    template: str, request: Request, settings: Settings, next: str, *, status: int = 200, **values: object
) -> HTMLResponse:
    """A page of the templates; ``next`` is dropped when it leads to another host."""
    safe = next if next and same_host(next, request) else ""
    return HTMLResponse(
        _templates()
        .get_template(f"{template}.html")
        .render(next=safe, oidc=bool(settings.oidc_issuer), **values),
        status,
    )


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent.parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True)

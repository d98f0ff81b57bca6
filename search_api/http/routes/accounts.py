"""Signing in and out for programs, who one is, one's password and keys."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from office.accounts import keys, sessions
from office.accounts.errors import AccountError, SignInRefused
from office.accounts.users import check_password, set_password
from office.identity import Actor
from search_api.http.access import credentials
from search_api.http.account_views import KeyBody, KeyView, Login, LoginBody, Me, NewKey, PasswordBody, me_of
from search_api.http.problems import problem
from search_api.http.state import ActorNow, OfficeNow, ServiceNow
from search_api.http.views import Page

router = APIRouter(tags=["accounts"])

KeyNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="Number of the key.")]


@router.post("/login", summary="Sign in", response_model=Login)
def login(request: Request, service: ServiceNow, office: OfficeNow, body: LoginBody) -> Login | JSONResponse:
    """A session's token for a name and a password; 401 for every reason not to give one."""
    if service.settings.mode == "local":
        return problem(409, request=request, code="local_mode", message="本机模式无需登录")
    try:
        user = check_password(office, body.name, body.password)
    except SignInRefused as error:
        return refused(request, error)
    with office.session() as session:
        token = sessions.start(session, user)
    return Login(token=token.value, expires=token.expires.isoformat())


@router.post("/logout", summary="Sign out", status_code=204)
def logout(request: Request, office: OfficeNow, actor: ActorNow) -> None:
    """Ends the session whose token is shown; no error without one."""
    credential = credentials.shown(request)
    if credential is not None:
        with office.session() as session:
            sessions.end(session, actor, credential.value)


@router.get("/me", summary="Who you are")
def me(service: ServiceNow, actor: ActorNow) -> Me:
    """Name, organisation and roles; `public` without an account."""
    return me_of(actor, service.settings.mode)


@router.post("/me/password", summary="Change your password", status_code=204, response_model=None)
def password(
    request: Request, service: ServiceNow, office: OfficeNow, actor: ActorNow, body: PasswordBody
) -> None | JSONResponse:
    """Every session of yours ends, this one too."""
    if service.settings.mode == "local":
        return problem(409, request=request, code="local_mode", message="本机模式没有密码")
    try:
        check_password(office, actor.name, body.old)
        with office.session() as session:
            set_password(session, actor, actor.name, body.new)
    except SignInRefused as error:
        return refused(request, error)
    except AccountError:
        return problem(
            422,
            request=request,
            code="weak_password",
            message="新密码至少 12 个字符，且不能是常见密码或用户名",
        )
    return None


@router.get("/keys", summary="Your API keys")
def mine(service: ServiceNow, office: OfficeNow, actor: ActorNow) -> Page[KeyView]:
    """Oldest first, revoked ones among them; none in local mode."""
    if service.settings.mode == "local":
        return Page(items=[], total=0)
    with office.reading() as session:
        items = [KeyView.of(key) for key in keys.all_keys(session, actor.name)]
    return Page(items=items, total=len(items))


@router.post("/keys", summary="Make an API key", status_code=201, response_model=NewKey)
def make(
    request: Request, service: ServiceNow, office: OfficeNow, actor: ActorNow, body: KeyBody
) -> NewKey | JSONResponse:
    """The key is in this answer and nowhere else."""
    if service.settings.mode == "local":
        return problem(409, request=request, code="local_mode", message="本机模式无需接口密钥")
    if set(body.roles) - actor.roles:
        return problem(422, request=request, code="unknown_role", message="密钥的角色须是本账号已有的角色")
    with office.session() as session:
        value, key = keys.create_key(
            session, actor, actor.name, body.label, roles=_no_more_than(actor, body.roles), days=body.days
        )
        return NewKey(key=value, **KeyView.of(key).model_dump())


@router.delete("/keys/{number}", summary="Revoke an API key", status_code=204, response_model=None)
def revoke(request: Request, office: OfficeNow, actor: ActorNow, number: KeyNumber) -> None | JSONResponse:
    """It is refused from now on."""
    try:
        with office.session() as session:
            keys.revoke(session, actor, number, of=actor.name)
    except AccountError:
        return problem(404, request=request, code="not_found", message="没有这个密钥")
    return None


def refused(request: Request, error: SignInRefused) -> JSONResponse:
    """The answer to a name and a password that open nothing."""
    response = problem(401, request=request, code="sign_in_refused", message=str(error))
    if error.wait_s:
        response.headers["retry-after"] = str(error.wait_s)
    return response


def _no_more_than(actor: Actor, wanted: list[str]) -> list[str]:
    """A key made with a narrowed key is as narrow."""
    return wanted or sorted(actor.roles)

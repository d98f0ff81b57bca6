"""A small service of one annotator: shows a pair, takes three grades, goes to the next that is not judged."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.middleware.trustedhost import TrustedHostMiddleware

from eval.judging.pool import Pair, Pool
from eval.judging.store import Judged, Store

AXES = (
    (
        "facts",
        "基本事实",
        ("无关", "只有关系或产品相同", "关系与行为相同，一个决定性情节不同", "关系、行为、决定性情节都相同"),
    ),
    (
        "focus",
        "争议焦点",
        ("无关", "只有次要问题相同", "主要问题相同而侧面不同，或两个问题中有一个", "要裁判的是同一问题"),
    ),
    (
        "law",
        "法律适用",
        ("无关", "只有法律或一般规则相同", "同一制度或解释的其他条文，或姊妹法的同一规则", "适用同样的条文"),
    ),
)
"""Name, label and meaning of 0-3, as the datasheet of the sample defines them."""
Grade = Annotated[int, Form(ge=0, le=3)]


def make_app(pool: Pool, store: Store) -> FastAPI:
    """The page over a pool for one annotator.

    Nothing tells which run found a document, at which rank, or what anyone else judged.
    """
    app = FastAPI(title="Fengqiao judging", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "testserver"])
    pairs = pool.order_for(store.annotator)
    template = _environment().get_template("page.html")

    @app.middleware("http")
    async def own_page_only(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        origin = request.headers.get("origin")
        if request.method == "POST" and origin and urlsplit(origin).netloc != request.headers.get("host"):
            return PlainTextResponse("只接受本页面提交的评判。", status_code=403)
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    def next_unjudged() -> RedirectResponse:
        return RedirectResponse(f"/pair/{_next(pairs, store, 0)}", status_code=303)

    @app.get("/pair/{place}")
    def show(place: int) -> HTMLResponse:
        done = sum(pair in store.judged for pair in pairs)
        if place == len(pairs):
            return HTMLResponse(
                template.render(pair=None, done=done, total=len(pairs), annotator=store.annotator)
            )
        query, document = _pair(pairs, place)
        return HTMLResponse(
            template.render(
                pair=(query, document),
                query=pool.queries[query],
                document=pool.documents[document],
                before=store.judged.get((query, document)),
                axes=AXES,
                place=place,
                done=done,
                total=len(pairs),
                annotator=store.annotator,
            )
        )

    @app.post("/pair/{place}")
    def judge(
        place: int, facts: Grade, focus: Grade, law: Grade, note: Annotated[str, Form(max_length=2000)] = ""
    ) -> RedirectResponse:
        query, document = _pair(pairs, place)
        store.add(
            Judged(
                query=query,
                document=document,
                facts=facts,
                focus=focus,
                law=law,
                note=note.strip(),
                annotator=store.annotator,
                at=dt.datetime.now(dt.UTC),
            )
        )
        return RedirectResponse(f"/pair/{_next(pairs, store, place + 1)}", status_code=303)

    return app


def _pair(pairs: list[Pair], place: int) -> Pair:
    if not 0 <= place < len(pairs):
        raise HTTPException(404, "没有这一对。")
    return pairs[place]


def _next(pairs: list[Pair], store: Store, start: int) -> int:
    """Place of the first pair from ``start`` on, then from the beginning, that is not judged; their number when all are."""
    judged = store.judged
    places = [*range(start, len(pairs)), *range(start)]
    return next((place for place in places if pairs[place] not in judged), len(pairs))


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("ui.judging", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

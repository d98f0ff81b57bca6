"""Made-up people who search, ask and read, each one request after the other with pauses between."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

SHARES: Mapping[str, float] = {"search": 0.4, "similar": 0.2, "ask": 0.15, "view": 0.25}
"""How often each kind of request is made."""
TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Words:
    """What people type.

    Attributes:
        searches: A few words each.
        cases: Texts of a case, of some hundred characters.
        questions: Questions for standard answers.
    """

    searches: Sequence[str]
    cases: Sequence[str]
    questions: Sequence[str]


@dataclass(slots=True)
class Seen:
    """What people met.

    Attributes:
        seconds: How long each request took that was answered well, by kind.
        course: When each of them began, in seconds since the start, and how long it took.
        errors: How many were not, by kind and what came instead.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in SHARES})
    errors: dict[str, int] = field(default_factory=dict)
    course: list[tuple[float, float]] = field(default_factory=list)


async def crowd(
    address: str, tokens: Sequence[str], words: Words, *, seconds: float, pause_s: float, seed: int
) -> Seen:
    """Let one person for each token use the service.

    Args:
        address: Of the service.
        tokens: A session's token for each person.
        words: What they type.
        seconds: How long they go on; the last request of each is waited for.
        pause_s: Mean pause between an answer and the next request, exponentially distributed.
        seed: Of kinds, words and pauses.
    """
    seen, until = Seen(), time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=len(tokens), max_keepalive_connections=len(tokens))
    async with httpx.AsyncClient(
        base_url=address, timeout=TIMEOUT_S, limits=limits, trust_env=False
    ) as client:
        people = [
            _person(client, token, words, seen, until, pause_s, random.Random(f"{seed}/{number}"))
            for number, token in enumerate(tokens)
        ]
        await asyncio.gather(*people)
    seen.course = [(began - until + seconds, took) for began, took in seen.course]
    return seen


async def _person(
    client: httpx.AsyncClient,
    token: str,
    words: Words,
    seen: Seen,
    until: float,
    pause_s: float,
    chance: random.Random,
) -> None:
    hits: list[str] = []
    headers = {"authorization": f"Bearer {token}"}
    while True:
        await asyncio.sleep(chance.expovariate(1 / pause_s) if pause_s else 0)
        if time.perf_counter() >= until:
            return
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if kind == "view" and not hits:
            kind = "search"
        request = _request(client, kind, words, hits, chance, headers)
        began = time.perf_counter()
        try:
            answer = await client.send(request)
        except httpx.HTTPError as error:
            _count(seen, f"{kind} {type(error).__name__}")
            continue
        if answer.is_error:
            _count(seen, f"{kind} {answer.status_code} {_code(answer)}")
            continue
        took = time.perf_counter() - began
        seen.seconds[kind].append(took)
        seen.course.append((began, took))
        if kind in ("search", "similar"):
            hits = [hit["id"] for hit in answer.json()["hits"]] or hits


def _request(
    client: httpx.AsyncClient,
    kind: str,
    words: Words,
    hits: list[str],
    chance: random.Random,
    headers: dict[str, str],
) -> httpx.Request:
    match kind:
        case "search":
            asked = {"q": chance.choice(words.searches)}
            return client.build_request("GET", "/v1/search", params=asked, headers=headers)
        case "similar":
            body = {"text": chance.choice(words.cases)}
            return client.build_request("POST", "/v1/similar", json=body, headers=headers)
        case "ask":
            asked = {"q": chance.choice(words.questions)}
            return client.build_request("GET", "/v1/answers", params=asked, headers=headers)
        case _:
            return client.build_request("GET", f"/v1/documents/{chance.choice(hits)}", headers=headers)


def _code(answer: httpx.Response) -> str:
    """The code of a problem; where there is none, how the body begins. A request's own number would tell all apart."""
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:80]


def _count(seen: Seen, what: str) -> None:
    seen.errors[what] = seen.errors.get(what, 0) + 1

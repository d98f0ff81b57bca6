"""Requests for every route of an OpenAPI description, their texts filled with given words."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_VOLATILE = re.compile(r"[A-Za-z0-9_-]{32,}")
"""Tokens, digests and numbers of requests, which differ from one run to the next."""
_TIMES = frozenset({"took_ms", "request_id"})


@dataclass(frozen=True)
class Probe:
    """One request."""

    method: str
    path: str
    route: str
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {json.dumps(self.options, ensure_ascii=False, default=repr)[:300]}"


def probes(
    api: Mapping[str, Any], words: tuple[str, ...], leave_out: tuple[str, ...] = ()
) -> Iterator[Probe]:
    """Every route once for each word that it takes: as path parameters and every free text of query and body."""
    seen = set()
    for route, methods in api["paths"].items():
        if route in leave_out:
            continue
        for method, operation in methods.items():
            for word in words:
                for probe in _of(api, route, method.upper(), operation, word):
                    if str(probe) not in seen:
                        seen.add(str(probe))
                        yield probe


def _of(
    api: Mapping[str, Any], route: str, method: str, operation: Mapping[str, Any], word: str
) -> Iterator[Probe]:
    path, needed, texts = route, {}, {}
    for parameter in operation.get("parameters", ()):
        value = sample(api, parameter["schema"], word)
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(value))
        elif parameter["in"] == "query" and parameter.get("required"):
            needed[parameter["name"]] = value
        elif parameter["in"] == "query" and parameter["name"] in (
            "q",
            "text",
            "name",
            "query",
            "facet",
            "case",
        ):
            texts[parameter["name"]] = ["all"] if parameter["name"] == "facet" else value
    options: dict[str, Any] = {"params": needed | texts}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        schema = content["application/json"]["schema"]
        yield Probe(method, path, route, options | {"json": sample(api, schema, word)})
        yield Probe(method, path, route, options | {"json": sample(api, schema, word, whole=False)})
    elif "multipart/form-data" in content:
        yield Probe(method, path, route, options | {"files": {"file": ("a.txt", f"{word}纠纷一案".encode())}})
    else:
        yield Probe(method, path, route, options)


def sample(api: Mapping[str, Any], schema: Mapping[str, Any], word: str, whole: bool = True) -> Any:
    """A value that fits the schema; only what is required unless ``whole``."""
    if "$ref" in schema:
        found: Any = api
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return sample(api, found, word, whole)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(api, next(s for s in schema[several] if s.get("type") != "null"), word, whole)
    if "const" in schema or "enum" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    kind = schema.get("type")
    if kind == "object":
        required = schema.get("required", ())
        return {
            name: sample(api, part, word, whole)
            for name, part in schema.get("properties", {}).items()
            if whole or name in required
        }
    if kind == "array":
        return [sample(api, schema.get("items", {}), word, whole)]
    if kind in ("integer", "number"):
        return max(1, int(schema.get("minimum", 1)))
    if kind == "boolean":
        return True
    if kind == "string" and "pattern" in schema:
        return "1"
    return "2024-01-31" if schema.get("format") in ("date", "date-time") else word


def plain(answer: httpx.Response) -> tuple[int, str, Any]:
    """Status, kind of content and content without what differs between any two runs; numbers with a point left out."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    return answer.status_code, kind, _steady(answer.json()) if "json" in kind and answer.content else None


def everything(answer: httpx.Response) -> str:
    """All text of an answer: headers, body, and the parts of a packed document."""
    text = " ".join(f"{name}: {value}" for name, value in answer.headers.items()) + answer.text
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            text += "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return text


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _steady(part)
            for name, part in value.items()
            if name not in _TIMES and not _VOLATILE.fullmatch(name)
        }
    if isinstance(value, list):
        return [_steady(part) for part in value]
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return "a moment" if _MOMENT.match(value) else _VOLATILE.sub("…", value)
    return value

"""The state of a screen as a frozen dataclass, and its one form in the URL.

A field may be ``str``, ``int``, ``bool``, a ``Literal`` or ``tuple[str, ...]`` and must have a default. What has its
default is left out of the URL; nonsense in the URL falls back to the default::

    @dataclass(frozen=True, slots=True)
    class Roster:
        q: str = ""
        field: tuple[str, ...] = ()
        sort: Literal["name", "cases"] = "name"
        at: int = 1

    state = read(Roster)
    link(url("experts", replace(state, at=2)), "下一页")
    go("experts", replace(state, q=words))     # after a form was sent
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints
from urllib.parse import urlencode

import streamlit as st
from pydantic import TypeAdapter, ValidationError

from ui.web.page import params


class State(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


S = TypeVar("S", bound=State)
Params = Mapping[str, Iterable[str]]


def read(kind: type[S], given: Params | None = None) -> S:
    """The state that the URL, or ``given`` (all values of each name), asks for."""
    values = {name: list(items) for name, items in (params() if given is None else given).items()}
    types = get_type_hints(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):
        if not (items := values.get(field.name)):
            continue
        raw: Any = items if isinstance(_default(field), tuple) else items[0]
        try:
            found[field.name] = TypeAdapter(types[field.name]).validate_python(raw)
        except ValidationError:
            continue
    return kind(**found)


def write(screen: str, state: State | None = None) -> dict[str, str | list[str]]:
    """Query parameters of a screen in a state."""
    written: dict[str, str | list[str]] = {"page": screen}
    for field in fields(state) if state is not None else ():
        value = getattr(state, field.name)
        if value == _default(field):
            continue
        if isinstance(value, bool):
            written[field.name] = "1" if value else "0"
        else:
            written[field.name] = list(value) if isinstance(value, tuple) else str(value)
    return written


def url(screen: str, state: State | None = None) -> str:
    """The query string of a screen in a state, with its question mark."""
    return "?" + urlencode(write(screen, state), doseq=True)


def url_of(screen: str, **values: str) -> str:
    """The query string of a screen with some parameters, for links to screens whose state is not at hand."""
    return "?" + urlencode({"page": screen, **{name: value for name, value in values.items() if value}})


def go(screen: str, state: State | None = None) -> None:
    """Show a screen in a state: the URL changes, then the page."""
    st.query_params.from_dict(write(screen, state))
    st.rerun()


def _default(field: Any) -> Any:
    if field.default is MISSING:
        raise TypeError(f"{field.name} needs a default")
    return field.default

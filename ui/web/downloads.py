"""Buttons that save what is on the page as a file."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

import streamlit as st

from search_api.http.attachments import TYPES
from ui.web.page import guarded, html
from ui.web.texts import t


def save_button(
    label: str, made: Callable[[], bytes] | str | bytes, name: str, key: str | None = None
) -> None:
    """A button that saves a file, made when it is asked for where ``made`` is called for it.

    Such a file is made in the thread that draws the page, so that the service knows who asks, and what it answers
    instead of a file is told on the page. Nothing else is drawn anew by a click: that would take the file away under the
    browser that asks for it.

    Args:
        label: On the button.
        made: The file, or what makes it.
        name: Of the file; its ending tells the type.
        key: Where several buttons of a page have the same label.
    """
    if callable(made):
        _made_button(label, made, name, key or f"file {label} {name}")
    else:
        _ready_button(label, made, name, key)


@st.fragment
def _made_button(label: str, made: Callable[[], bytes], name: str, key: str) -> None:
    if st.button(label, key=f"make {key}", width="stretch"):
        guarded(partial(_make, made, name))


def _make(made: Callable[[], bytes], name: str) -> None:
    """Make the file and have the browser save it; the button for that stays, for a browser that does not by itself."""
    with st.spinner(t("files.making")):
        content = made()
    mark = f"fq-file-{uuid4().hex}"
    _ready_button(t("files.ready", name=name), content, name, mark)
    html(f'<span class="fq-save" data-save="{mark}" role="status"></span>')


def _ready_button(label: str, content: str | bytes, name: str, key: str | None) -> None:
    st.download_button(
        label, content, name, TYPES[name.rpartition(".")[2]], key=key, on_click="ignore", width="stretch"
    )


def downloads(screen: str, formats: Sequence[str], name: str, make: Callable[[str], bytes]) -> None:
    """A button for each kind of file.

    Args:
        screen: Part of the catalogue that has a text for each format.
        formats: Endings of the files, without dot.
        name: Of the file, without ending.
        make: The file for an ending.
    """
    for column, format in zip(st.columns([*[1] * len(formats), 1]), formats, strict=False):
        with column:
            save_button(
                t(f"{screen}.{format}"), partial(make, format), f"{name}.{format}", f"file {name} {format}"
            )

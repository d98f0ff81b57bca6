"""Buttons that save what is on the page as a file."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from search_api.http.attachments import TYPES
from ui.web.texts import t


def save_button(
    label: str, made: Callable[[], bytes] | str | bytes, name: str, key: str | None = None
) -> None:
    """A button that saves a file, made when it is asked for where ``made`` is called for it.

    Nothing is drawn anew by a click: drawing would take the file away under the browser that asks for it.

    Args:
        label: On the button.
        made: The file, or what makes it.
        name: Of the file; its ending tells the type.
        key: Where several buttons of a page have the same label.
    """
    st.download_button(
        label, made, name, TYPES[name.rpartition(".")[2]], key=key, on_click="ignore", width="stretch"
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

"""What the sides of the release screen share: its tabs, states, downloads."""

from functools import partial

import streamlit as st

from search_api.http.attachments import TYPES
from ui.web import client, desk
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import url


def tabs(current: str) -> None:
    """The three lists."""
    states = {
        "batches": Releases(),
        "candidates": Releases(tab="candidates"),
        "editions": Releases(tab="editions"),
    }
    links = []
    for name, state in states.items():
        anchor = link(url("releases", state), t(f"releases.tab_{name}"))
        links.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == current else anchor)
    html(f'<nav class="fq-nav" aria-label="{t("releases.tabs")}">{"".join(links)}</nav>')


def state_label(state: str) -> str:
    """A state of a batch in Chinese."""
    return t(f"releases.state_{state}")


@st.fragment
def downloads(path: str, name: str) -> None:
    """A button for each kind of file; a fault is told in words."""
    for column, format in zip(st.columns([1, 1, 1, 1])[:3], ("docx", "pdf", "html"), strict=True):
        with column:
            try:
                st.download_button(
                    t(f"releases.{format}"), partial(desk.file, path, format=format), f"{name}.{format}",
                    TYPES[format], key=f"file {path} {format}", use_container_width=True,
                )  # fmt: skip
            except client.ServiceRefused as error:
                st.error(str(error))

"""A report as .docx or .pdf, made when it is asked for."""

from functools import partial

import streamlit as st

from ui.web import client, desk
from ui.web.texts import t

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@st.fragment
def downloads(path: str, name: str) -> None:
    """Two buttons; each makes its file first and then hands it over, so that a fault is told in words."""
    for column, (format, kind) in zip(st.columns([1, 1, 2])[:2], _TYPES.items(), strict=True):
        key = f"file {path} {format}"
        with column:
            try:
                st.download_button(
                    t(f"reports.{format}"),
                    partial(desk.file, path, format=format),
                    f"{name}.{format}",
                    kind,
                    key=key,
                    use_container_width=True,
                )
            except client.ServiceRefused as error:
                st.error(str(error))

"""A case as a file: read by the service, nothing is stored; its text becomes the case that is searched with."""

from dataclasses import replace

import streamlit as st

from ui.web import client, reading
from ui.web.page import go
from ui.web.state import MAX_CASE, View
from ui.web.texts import t

TYPES = ["docx", "pdf", "txt", "md", "html"]


def upload_popover(view: View) -> None:
    """A button with a place to drop a file."""
    with st.popover(t("search.upload"), use_container_width=True):
        file = st.file_uploader(t("search.upload_label"), type=TYPES, max_upload_size=20)
        if file is None or file.file_id == st.session_state.get("uploaded"):
            return
        st.session_state["uploaded"] = file.file_id
        try:
            with st.spinner(t("search.reading")):
                told = reading.understood_file(file.name, file.getvalue())
        except client.ServiceRefused as error:
            st.error(str(error))
            return
        st.session_state["file_notes"] = (told.text.strip()[:MAX_CASE], told.notes)
        go(replace(view, query="", case=told.text.strip()[:MAX_CASE], within=(), page=1))

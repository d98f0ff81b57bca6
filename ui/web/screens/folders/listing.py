"""The list of folders, and making one."""

from html import escape

import streamlit as st

from search_api.desk.views import FolderView
from ui.web import desk
from ui.web.forms import day, tags_of
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.folders.state import Folders
from ui.web.texts import t
from ui.web.urlstate import go, url


def draw() -> None:
    """Draw it."""
    held = desk.folders()
    with st.expander(t("folders.new"), expanded=not held):
        _form()
    if not held:
        st.info(t("folders.none"))
    html("".join(_card(folder) for folder in held))


def _form() -> None:
    with st.form("new-folder", border=False):
        title = st.text_input(t("folders.title"), max_chars=200, placeholder=t("folders.title_example"))
        case = st.text_area(t("folders.pending"), height=120, placeholder=t("folders.pending_example"))
        tags = st.text_input(t("folders.tags"), placeholder=t("folders.tags_example"))
        if st.form_submit_button(t("folders.make"), type="primary"):
            if not title.strip():
                st.error(t("folders.title_missing"))
                return
            made = desk.make_folder(title=title, pending_case=case, tags=tags_of(tags))
            go("folders", Folders(id=made.id))


def _card(folder: FolderView) -> str:
    tags = "".join(f'<span class="fq-badge">{escape(tag)}</span>' for tag in folder.tags)
    meta = t("folders.meta", count=folder.documents, day=day(folder.changed))
    if folder.access != "own":
        told = t(f"folders.access_{folder.access}", owner=folder.owner)
        tags = f'<span class="fq-badge tier">{escape(told)}</span>{tags}'
    elif folder.shared:
        tags = f'<span class="fq-badge tier">{t("folders.shared", count=folder.shared)}</span>{tags}'
    note = f'<div class="fq-why">{escape(folder.note[:200])}</div>' if folder.note else ""
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{link(url("folders", Folders(id=folder.id)), folder.title)}</h2>'
        f'<div class="fq-meta">{tags}{escape(meta)}</div>{note}</div>'
    )

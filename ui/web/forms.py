"""Small things that forms share: tags as one line, moments for people, choosing a folder, keeping a search."""

import datetime as dt
import re

import streamlit as st

from ui.web import desk
from ui.web.markup import plain
from ui.web.state import View
from ui.web.texts import t

BEIJING = dt.timezone(dt.timedelta(hours=8))
NEW = 0
"""Stands for a folder that is to be made."""


def tags_of(line: str) -> list[str]:
    """Tags of a line, each once; parted by blanks, commas or 、."""
    return list(dict.fromkeys(tag[:40] for tag in re.split(r"[\s,，、;；]+", line) if tag))[:20]


def day(moment: dt.datetime) -> str:
    """A moment in Beijing time, such as ``2026-11-21 09:30``."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def folder_choice(none: bool = False) -> int | None:
    """A choice of folder that one may change, the one used last in front; :data:`NEW` to make one, ``None`` for none."""
    names = {folder.id: folder.title for folder in desk.folders() if folder.access != "read"}
    last = st.session_state.get("last_folder")
    choices: list[int | None] = [*([None] if none else []), *names, NEW]
    if last in names:
        choices.remove(last)
        choices.insert(0, last)
    return st.selectbox(
        t("desk.folder"),
        choices,
        format_func=lambda id: (
            t("desk.no_folder") if id is None else plain(names.get(id, t("desk.new_folder")))
        ),
    )


def _close() -> None:
    """The address no longer asks for the dialog."""
    if "put" in st.query_params:
        del st.query_params["put"]


@st.dialog(t("desk.put"), on_dismiss=_close)
def put_dialog(document_id: str, title: str) -> None:
    """Ask into which folder a document goes, and put it there."""
    st.caption(plain(title))
    with st.form("put", border=False):
        chosen = folder_choice()
        name = st.text_input(t("desk.new_name"), max_chars=200, placeholder=t("folders.title_example"))
        note = st.text_area(t("desk.note"), height=80)
        if not st.form_submit_button(t("desk.put"), type="primary"):
            return
    if not chosen and not name.strip():
        st.error(t("folders.title_missing"))
        return
    number = chosen or desk.make_folder(title=name).id
    desk.put(number, document_id, note)
    st.session_state["last_folder"] = number
    st.toast(t("desk.done"))
    _close()
    st.rerun()


@st.dialog(t("desk.keep"))
def keep_dialog(view: View, court: str) -> None:
    """Ask for a name and keep a search with every filter."""
    with st.form("keep", border=False):
        name = st.text_input(t("desk.search_name"), (view.query or view.case)[:40].strip(), max_chars=200)
        chosen = folder_choice(none=True)
        new = st.text_input(t("desk.new_name"), max_chars=200, placeholder=t("folders.title_example"))
        alert = st.checkbox(t("desk.alert"), value=True)
        if not st.form_submit_button(t("desk.keep"), type="primary"):
            return
    if not name.strip() or (chosen == NEW and not new.strip()):
        st.error(t("desk.name_missing"))
        return
    number = desk.make_folder(title=new, pending_case=view.case).id if chosen == NEW else chosen
    desk.keep_search(
        name=name, query=view.query, case_text=view.case, filters=list(view.filters), within=list(view.within),
        order=view.sort, home_court=court, alert=alert, folder_id=number,
    )  # fmt: skip
    if number:
        st.session_state["last_folder"] = number
    st.toast(t("desk.kept"))
    st.rerun()

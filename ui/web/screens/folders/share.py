"""Sharing a folder with colleagues of the same organisation."""

from html import escape

import streamlit as st

from search_api.desk.views import FolderView, ShareView
from ui.web import account, desk
from ui.web.markup import plain
from ui.web.page import html
from ui.web.texts import t
from ui.web.urlstate import go


def show_sharing(folder: FolderView) -> None:
    """Who sees the folder, and for its owner how to change it; nothing in local mode and without an organisation."""
    me = account.me()
    if me is None or me.mode == "local" or not me.organisation:
        return
    held = desk.shares(folder.id)
    name = t("folders.shared", count=len(held)) if held else t("folders.share")
    # Open where somebody has been let in: the name of the block changes with the first colleague.
    with st.expander(name, expanded=bool(held)):
        st.caption(t("folders.share_note", organisation=plain(me.organisation)))
        if folder.access == "own":
            for share in held:
                _row(folder, share)
            _form(folder, {share.name for share in held})
            return
        html("".join(f"<div>{escape(_words(share))}</div>" for share in held))
        if st.button(t("folders.leave")):
            desk.unshare(folder.id, me.name)
            go("folders")


def _words(share: ShareView) -> str:
    return f"{share.label} · {t('folders.may_write' if share.write else 'folders.may_read')}"


def _row(folder: FolderView, share: ShareView) -> None:
    text, change, away = st.columns([3, 2, 2], vertical_alignment="center")
    text.markdown(plain(_words(share)))
    other = "folders.make_read" if share.write else "folders.make_write"
    if change.button(t(other), key=f"change {share.name}", use_container_width=True):
        desk.share(folder.id, share.name, not share.write)
        st.rerun()
    if away.button(t("folders.unshare"), key=f"unshare {share.name}", use_container_width=True):
        desk.unshare(folder.id, share.name)
        st.rerun()


def _form(folder: FolderView, held: set[str]) -> None:
    names = {person.name: person.label for person in desk.colleagues() if person.name not in held}
    if not names:
        st.caption(t("folders.no_colleagues"))
        return
    with st.form("share", border=False, clear_on_submit=True):
        chosen = st.multiselect(
            t("folders.colleagues"), list(names), format_func=lambda name: f"{names[name]}（{name}）",
            placeholder=t("folders.colleagues_choose"),
        )  # fmt: skip
        write = st.radio(
            t("folders.may"), (False, True), horizontal=True,
            format_func=lambda value: t("folders.may_write" if value else "folders.may_read"),
        )  # fmt: skip
        if st.form_submit_button(t("folders.share"), type="primary") and chosen:
            for name in chosen:
                desk.share(folder.id, name, write)
            st.rerun()

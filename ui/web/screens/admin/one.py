"""One account: who it is, what it may do, its sessions and keys."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from search_api.http.account_care_views import AccountView
from ui.web import client
from ui.web.forms import day
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.admin import service
from ui.web.screens.admin.state import Admin
from ui.web.screens.experts.parts import grid
from ui.web.texts import t
from ui.web.urlstate import url


def draw(name: str) -> None:
    """Draw it."""
    html(link(url("admin"), "← " + t("admin.back")))
    found = service.account(name)
    html(f'<div class="fq-head"><h1>{escape(found.label)}</h1></div>')
    html(f'<p class="fq-meta">{escape(_about(found))} · {_trail(name)}</p>')
    if said := st.session_state.pop("admin-said", ""):
        st.success(said)
    _person(found)
    left, right = st.columns(2)
    with left:
        _state(found)
    with right:
        _password(found)
    _sessions(name)
    _keys(name)


def _about(found: AccountView) -> str:
    parts = [found.name, t("admin.added_on", day=day(dt.datetime.fromisoformat(found.created)))]
    if found.disabled:
        parts.append(t("admin.disabled_on", day=day(dt.datetime.fromisoformat(found.disabled))))
    return " · ".join(parts)


def _trail(name: str) -> str:
    return link(url("admin", Admin(tab="trail", who=name)), t("admin.trail_of"))


def _person(found: AccountView) -> None:
    labels = service.roles()
    with st.form("person"):
        left, right = st.columns(2)
        label = left.text_input(t("admin.label"), found.label, max_chars=100)
        organisation = right.text_input(t("admin.organisation"), found.organisation, max_chars=200)
        roles = st.multiselect(t("admin.roles"), list(labels), found.roles, format_func=lambda r: labels[r])
        if st.form_submit_button(t("admin.save"), type="primary"):
            _do(lambda: service.change(found.name, label, organisation.strip(), roles), t("admin.saved"))


def _state(found: AccountView) -> None:
    word = "enable" if found.disabled else "disable"
    with st.form("state"):
        st.caption(t(f"admin.{word}_note"))
        reason = st.text_input(t("admin.reason"), max_chars=1000, key="why-state")
        if st.form_submit_button(t(f"admin.{word}")):
            _do(
                lambda: service.set_disabled(found.name, not found.disabled, reason.strip()),
                t(f"admin.{word}d"),
            )


def _password(found: AccountView) -> None:
    with st.form("password", clear_on_submit=True):
        st.caption(t("admin.password_note"))
        password = st.text_input(t("admin.new_password"), max_chars=200, type="password")
        if st.form_submit_button(t("admin.set_password")):
            _do(lambda: service.set_password(found.name, password), t("admin.password_set"))


def _sessions(name: str) -> None:
    html(f'<h2 class="fq-h2">{t("admin.sessions")}</h2>')
    rows = [
        tuple(
            escape(day(dt.datetime.fromisoformat(moment))) for moment in (row.created, row.seen, row.expires)
        )
        for row in service.sessions(name)
    ]
    if not rows:
        html(f'<p class="fq-meta">{t("admin.no_sessions")}</p>')
        return
    html(grid([t("admin.began"), t("admin.seen"), t("admin.expires")], rows, t("admin.sessions")))
    if st.button(t("admin.sign_out")):
        _do(lambda: service.sign_out(name, ""), t("admin.signed_out"))


def _keys(name: str) -> None:
    html(f'<h2 class="fq-h2">{t("admin.keys")}</h2>')
    rows = service.keys(name)
    if not rows:
        html(f'<p class="fq-meta">{t("admin.no_keys")}</p>')
    for row in rows:
        text, button = st.columns([6, 1], vertical_alignment="center")
        used = day(dt.datetime.fromisoformat(row.used)) if row.used else t("admin.never")
        until = day(dt.datetime.fromisoformat(row.expires)) if row.expires else t("admin.no_end")
        said = t("admin.key", number=row.id, used=used, until=until)
        with text:
            html(
                f'<div class="fq-card"><b>{escape(row.label)}</b><div class="fq-meta">{escape(said)}</div></div>'
            )
        if row.revoked:
            button.caption(t("admin.revoked"))
        elif button.button(t("admin.revoke"), key=f"revoke {row.id}", help=plain(row.label)):
            _do(partial(service.revoke, name, row.id, ""), t("admin.key_revoked"))


def _do(work: Callable[[], object], said: str) -> None:
    """Do it and draw the account anew, or say why not."""
    try:
        work()
    except client.SignInNeeded:
        raise
    except client.ServiceRefused as error:
        st.error(str(error))
        return
    st.session_state["admin-said"] = said
    st.rerun()

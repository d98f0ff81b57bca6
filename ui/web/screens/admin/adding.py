"""The form for a new account."""

import streamlit as st

from ui.web import client
from ui.web.page import html
from ui.web.screens.admin import service
from ui.web.screens.admin.state import Admin
from ui.web.texts import t
from ui.web.urlstate import go


def draw(_: Admin) -> None:
    """Draw it; who was added is shown next."""
    labels = service.roles()
    html(f'<p class="fq-meta">{t("admin.add_note")}</p>')
    with st.form("add-account", border=False):
        left, right = st.columns(2)
        name = left.text_input(t("admin.name"), max_chars=64, help=t("admin.name_rule"))
        label = right.text_input(t("admin.label"), max_chars=100)
        organisation = left.text_input(
            t("admin.organisation"), max_chars=200, help=t("admin.organisation_rule")
        )
        password = right.text_input(
            t("admin.password"), max_chars=200, type="password", help=t("admin.password_rule")
        )
        roles = st.multiselect(t("admin.roles"), list(labels), format_func=lambda role: labels[role])
        sent = st.form_submit_button(t("admin.add"), type="primary")
    if not sent:
        return
    try:
        made = service.add(
            name=name.strip(), label=label.strip(), organisation=organisation.strip(), roles=roles, password=password
        )  # fmt: skip
    except client.SignInNeeded:
        raise
    except client.ServiceRefused as error:
        st.error(str(error))
        return
    go("admin", Admin(name=made.name))

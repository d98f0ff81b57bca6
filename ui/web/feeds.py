"""The private addresses of a user's feeds: made, told once, closed."""

import streamlit as st

from ui.web import client, desk
from ui.web.texts import t

_KEY = "feed_address"


def feed_controls() -> None:
    """Draw them, folded."""
    with st.expander(t("folders.feed")):
        st.caption(t("folders.feed_note"))
        for name, made in zip(
            ("folders.feed_alerts", "folders.feed_reminders"), st.session_state.get(_KEY, ()), strict=False
        ):
            st.caption(t(name))
            st.code(made, language=None, wrap_lines=True)
        if _KEY in st.session_state:
            st.caption(t("folders.feed_once"))
        there = desk.feed_open()
        make, close, _ = st.columns([2, 2, 3])
        if make.button(t("folders.feed_renew" if there else "folders.feed_make")):
            alerts = client.address().rstrip("/") + desk.new_feed()
            st.session_state[_KEY] = [
                alerts,
                alerts.replace("/alerts/", "/reminders/"),
            ]  # one token opens both
            st.rerun()
        if there and close.button(t("folders.feed_close")):
            desk.close_feed()
            st.session_state.pop(_KEY, None)
            st.rerun()

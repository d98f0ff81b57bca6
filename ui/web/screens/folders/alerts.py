"""New matches of saved searches, and their private feed."""

from html import escape

import streamlit as st

from search_api.desk.views import AlertView
from ui.web import desk, known
from ui.web.feeds import feed_controls
from ui.web.forms import day
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t


def draw() -> None:
    """Draw them; searches that were not run for a while are run first."""
    with st.spinner(t("folders.checking")):
        found = desk.alerts(check=True)
    fresh = [alert.id for alert in found if alert.read is None]
    if not found:
        st.info(t("folders.alerts_none"))
    if fresh and st.button(t("folders.mark_read", count=len(fresh))):
        desk.mark_read(fresh)
        st.rerun()
    html("".join(map(_card, found)))
    feed_controls()


def _card(alert: AlertView) -> str:
    state = f'<span class="fq-badge example">{t("folders.new_match")}</span>' if alert.read is None else ""
    kind = escape(known.value_label("kind", alert.kind))
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{link(View(document=alert.document_id).url(), alert.title)}</h2>'
        f'<div class="fq-meta">{state}<span class="fq-badge">{kind}</span>'
        f"{escape(t('folders.match_of', name=alert.search, day=day(alert.found)))}</div></div>"
    )

"""回避核对: people of the roster against a dispute, the officer's decisions, and two names compared."""

from dataclasses import dataclass

import streamlit as st

from experts.matching.dispute import Dispute
from ui.web import client, recusal_calls
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.recusal import deciding, form
from ui.web.texts import t
from ui.web.urlstate import read, url

KEPT = "recusal-checked"
RESULT = deciding.RESULT
LAST_MATCH = "experts-match"
"""Where the matching screen keeps its last result in the session."""


@dataclass(frozen=True, slots=True)
class Recusal:
    """The appointment whose dispute is checked; 0 for one that is typed in."""

    matter: int = 0


def draw() -> None:
    """Draw the check; what parties are called stays out of the URL."""
    state = read(Recusal)
    html(link(url("experts"), "← " + t("recusal.back")))
    html(
        f'<div class="fq-head"><h1>{t("recusal.title")}</h1></div><p class="fq-meta">{t("recusal.note")}</p>'
    )
    if state.matter:
        _checked(recusal_calls.dispute_of(state.matter))
    else:
        kept = st.session_state.get(LAST_MATCH)
        if kept and st.button(t("recusal.from_match")):
            st.session_state[KEPT] = kept[0].dispute
        typed = form.dispute_form()
        if typed is not None:
            st.session_state[KEPT] = typed
            st.session_state.pop(RESULT, None)
        if KEPT in st.session_state:
            _checked(st.session_state[KEPT])
    with st.expander(t("recusal.compare")):
        form.compare_form()
    deciding.history()


def _checked(dispute: Dispute) -> None:
    if not dispute.parties:
        st.info(t("recusal.no_parties"))
        return
    key = dispute.model_dump_json()
    if st.session_state.get(RESULT, ("", []))[0] != key:  # every check is on record, a redrawing is none
        try:
            st.session_state[RESULT] = (key, recusal_calls.check(dispute))
        except client.ServiceRefused as error:
            st.error(str(error))
            return
    found = st.session_state[RESULT][1]
    html(deciding.summary(dispute, found))
    barred = [one for one in found if one.grounds]
    if barred:
        deciding.decision_form(dispute, barred)

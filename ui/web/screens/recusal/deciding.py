"""What the check found, the officer's decision, and the decisions taken before."""

from html import escape

import streamlit as st

from experts.matching.dispute import Dispute
from search_api.consults.views import CheckedView, GroundView
from ui.web import client, recusal_calls
from ui.web.forms import day
from ui.web.markup import plain
from ui.web.page import html
from ui.web.screens.experts.parts import grid
from ui.web.texts import t

RESULT = "recusal-found"
"""Where the last check's result is kept in the session, with the dispute it is of."""
_DECISIONS = ("cleared", "consented", "recuse")


def summary(dispute: Dispute, found: list[CheckedView]) -> str:
    """Who has an open ground, by class."""
    names = "、".join(party.name for party in dispute.parties)
    barred = [one for one in found if one.grounds]
    told = t("recusal.found", names=escape(names), people=len(found), barred=len(barred))
    if not barred:
        return f"<p>{told}</p>"
    rows = [
        (escape(one.name), escape(one.id), "<br>".join(_ground(g) for g in one.grounds)) for one in barred
    ]
    heads = [t("recusal.person"), t("recusal.id"), t("recusal.ground")]
    return f"<p>{told}</p>{grid(heads, rows, t('recusal.title'))}"


def decision_form(dispute: Dispute, barred: list[CheckedView]) -> None:
    """The officer's decision on one person."""
    people = {one.id: f"{one.name}（{one.id}）" for one in barred}
    html(f'<h2 class="fq-h2">{t("recusal.decide")}</h2>')
    decision = st.radio(
        t("recusal.decision"), _DECISIONS, format_func=lambda name: t(f"recusal.{name}"), horizontal=True
    )
    with st.form("decision", border=False):
        person = st.selectbox(t("recusal.person"), list(people), format_func=lambda id: plain(people[id]))
        consents = {
            number: st.text_input(t("recusal.consent_of", name=plain(party.name)), max_chars=200, key=f"consent-{number}")
            for number, party in enumerate(dispute.parties)
        } if decision == "consented" else {}  # fmt: skip
        reason = st.text_area(t("recusal.reason"), height=80, max_chars=2_000)
        sent = st.form_submit_button(t("recusal.do_decide"), type="primary")
    if not sent:
        return
    if not reason.strip():
        st.error(t("recusal.reason_missing"))
        return
    given = {str(number): text for number, text in consents.items() if text.strip()}
    try:
        recusal_calls.decide(dispute, person=person, decision=decision, reason=reason, consents=given)
    except client.ServiceRefused as error:
        st.error(str(error))
        return
    st.session_state.pop(RESULT, None)
    st.toast(t("recusal.decided"))
    st.rerun()


def history() -> None:
    """Decisions taken before, newest first."""
    taken = recusal_calls.decisions()
    html(f'<h2 class="fq-h2">{t("recusal.history")}</h2>')
    if not taken:
        html(f'<p class="fq-meta">{t("recusal.none")}</p>')
        return
    rows = [
        (day(one.at), escape(one.person), escape(one.label), escape("、".join(one.grounds)), escape(one.who))
        for one in taken
    ]
    heads = [t(f"recusal.{name}") for name in ("at", "id", "decision", "ground", "who")]
    html(grid(heads, rows, t("recusal.history")))


def _ground(ground: GroundView) -> str:
    notes = [] if ground.likely else [t("recusal.by_name_only")]
    if not ground.waivable:
        notes.append(t("recusal.not_waivable"))
    sources = escape("；".join(ground.sources), quote=True)
    return f'<span title="{sources}">{escape(ground.name)}</span>' + "".join(
        f' <span class="fq-badge">{escape(note)}</span>' for note in notes
    )

"""匹配: a dispute in, organisations and people with reasons out; kept as a matter to ask for consent."""

from html import escape

import streamlit as st

from experts.matching.results import Candidate, MatchResult
from experts.roster.fields import field_labels
from ui.web.client import ServiceRefused
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.matching_form import dispute_form
from ui.web.screens.experts.parts import badges, grid, organisation_link, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import go, url_of

KEPT = "experts-match"


def draw(state: Experts) -> None:
    """Draw the form, and the result below it; what parties are called stays out of the URL."""
    sent = dispute_form(service.vocabulary())
    if sent is not None:
        dispute, organisations = sent
        try:
            with st.spinner(t("experts.matching")):
                found = service.match(dispute, organisations)
        except ServiceRefused as refused:
            st.error(str(refused))
            return
        st.session_state[KEPT] = (found.result, organisations)
    if KEPT in st.session_state:
        result, organisations = st.session_state[KEPT]
        _result(result)
        _keep(result, organisations)


def _result(result: MatchResult) -> None:
    show_result(result)
    st.caption(t("experts.seed", seed=result.seed))


def show_result(result: MatchResult) -> None:
    """Organisations, people, panels, and who was left out by class of reason."""
    if result.dispute.types:
        html(
            f'<p class="fq-note">{t("experts.understood", types=escape("、".join(field_labels(result.dispute.types))))}</p>'
        )
    if result.shortfall:
        st.warning(result.shortfall)
    for note in result.notes:
        st.info(note)
    left, right = st.columns([3, 2], gap="large")
    with left:
        html(
            f'<h2 class="fq-h2">{t("experts.found_people")}</h2><p class="fq-note">{t("experts.by_lot")}</p>'
        )
        html("".join(_card(c, person_link(c.id, c.name, "roster")) for c in result.people))
        for panel in result.panels:
            html(f'<div class="fq-why">{t("experts.panel")}：{escape(panel.text)}</div>')
    with right:
        html(f'<h2 class="fq-h2">{t("experts.found_organisations")}</h2>')
        html("".join(_card(c, organisation_link(c.id, c.name)) for c in result.organisations[:8]))
    _barred(result)


def _card(candidate: Candidate, title: str) -> str:
    reasons = "".join(
        f"<li>{escape(reason.text)} <small>+{reason.points}</small></li>" for reason in candidate.reasons
    )
    grade = t("experts.grade", grade=candidate.grade, points=candidate.points)
    return (
        f'<div class="fq-card fq-candidate"><h3>{title}</h3>'
        f'<div class="fq-meta">{badges(grade, mark=candidate.mark)}{escape(candidate.organisation)}</div>'
        f'<ul class="fq-reasons">{reasons}</ul></div>'
    )


def _barred(result: MatchResult) -> None:
    if not result.barred:
        return
    rows = [
        (escape(b.name), t(f"experts.kind_{b.kind}"), escape(b.bar.value), escape("、".join(b.grounds)))
        for b in result.barred
    ]
    heads = [t(f"experts.{name}") for name in ("name", "kind", "why_not", "grounds")]
    inner = grid(heads, rows, t("experts.left_out")) + link(url_of("recusal"), t("recusal.title"))
    html(
        f'<details class="fq-field"><summary>{t("experts.left_out_count", count=len(rows))}</summary>{inner}</details>'
    )


def _keep(result: MatchResult, organisations: list[str]) -> None:
    st.caption(t("experts.keep_note"))
    if not st.button(t("experts.keep"), type="primary"):
        return
    try:
        kept = service.match(result.dispute, organisations, seed=result.seed, keep=True)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    del st.session_state[KEPT]
    go("experts", Experts(tab="matters", matter=kept.matter or 0))

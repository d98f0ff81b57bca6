"""匹配: a dispute in, organisations and people with reasons out; kept as a matter to ask for consent."""

from html import escape

import streamlit as st

from experts.matching.dispute import Agent, Dispute, Party
from experts.matching.results import Candidate, MatchResult
from experts.roster.terms import labels
from search_api.roster.views import VocabularyView
from ui.web.client import ServiceRefused
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import badges, grid, organisation_link, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import go

KEPT = "experts-match"


def draw(state: Experts) -> None:
    """Draw the form, and the result below it; what parties are called stays out of the URL."""
    known = service.vocabulary()
    sent = _form(known)
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


def _form(known: VocabularyView) -> tuple[Dispute, list[str]] | None:
    kinds = {code: f"{code} {label}" for group in known.fields.values() for code, label in group.items()}
    with st.form("match"):
        text = st.text_area(t("experts.case"), height=110, placeholder=t("experts.case_example"))
        one, two, three = st.columns(3)
        applicants = one.text_area(t("experts.applicants"), height=70, help=t("experts.one_a_line"))
        respondents = two.text_area(t("experts.respondents"), height=70, help=t("experts.one_a_line"))
        agents = three.text_area(t("experts.agents"), height=70, help=t("experts.agents_help"))
        one, two, three, four = st.columns(4)
        types = one.multiselect(
            t("experts.types"), list(kinds), format_func=lambda key: kinds[key], max_selections=5
        )
        region = two.selectbox(
            t("experts.place_region"), ["", *known.places], format_func=lambda key: key or t("experts.any")
        )
        city = three.text_input(t("experts.city"))
        online = four.checkbox(t("experts.accept_online"), value=True)
        one, two, three, four = st.columns(4)
        languages = one.multiselect(t("experts.languages"), known.languages)
        procedure = two.selectbox(
            t("experts.procedure"),
            ["", *known.procedures],
            format_func=lambda key: known.procedures.get(key, t("experts.any")),
        )
        wished = three.date_input(t("experts.wished"), value=None, format="YYYY-MM-DD")
        half = four.selectbox(
            t("experts.half"),
            ["", "am", "pm"],
            format_func=lambda key: labels("halves").get(key, t("experts.any")),
        )
        one, two, three = st.columns(3)
        purpose = one.selectbox(
            t("experts.purpose"), list(known.purposes), format_func=lambda key: known.purposes[key]
        )
        court = two.text_input(t("experts.court"), help=t("experts.court_help"))
        chosen = three.multiselect(
            t("experts.only_organisations"),
            list(known.organisations),
            format_func=lambda key: known.organisations[key],
        )
        if not st.form_submit_button(t("experts.find"), type="primary"):
            return None
    if not text.strip() and not types:
        st.error(t("experts.case_missing"))
        return None
    parties = [Party(name=n) for n in _lines(applicants)] + [
        Party(name=n, side="respondent") for n in _lines(respondents)
    ]
    dispute = Dispute.model_validate(
        {
            "text": text, "types": types, "region": region, "city": city.strip(), "online": online, "languages": languages,
            "procedure": procedure, "wished": wished, "half": half or None, "purpose": purpose, "court": court.strip(),
            "parties": parties, "agents": [_agent(line) for line in _lines(agents)],
        }
    )  # fmt: skip
    return dispute, chosen


def _lines(text: str) -> list[str]:
    return [line.strip()[:200] for line in text.splitlines() if line.strip()]


def _agent(line: str) -> Agent:
    name, _, firm = line.replace("＠", "@").partition("@")
    return Agent(name=name.strip() or firm.strip(), firm=firm.strip())


def _result(result: MatchResult) -> None:
    show_result(result)
    st.caption(t("experts.seed", seed=result.seed))


def show_result(result: MatchResult) -> None:
    """Organisations, people, panels, and who was left out by class of reason."""
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
    inner = grid(heads, rows, t("experts.left_out"))
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

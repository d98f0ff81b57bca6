"""The form in which a dispute is told for matching."""

import streamlit as st

from experts.matching.dispute import Agent, Dispute, Party
from experts.roster.terms import labels
from search_api.roster.views import VocabularyView
from ui.web.screens.experts.parts import many, one_of
from ui.web.texts import t


def dispute_form(known: VocabularyView) -> tuple[Dispute, list[str]] | None:
    """The dispute and the organisations it is limited to, once the form was sent; else ``None``."""
    kinds = {code: f"{code} {label}" for group in known.fields.values() for code, label in group.items()}
    with st.form("match"):
        text = st.text_area(t("experts.case"), height=110, placeholder=t("experts.case_example"))
        one, two, three = st.columns(3)
        applicants = one.text_area(t("experts.applicants"), height=70, placeholder=t("experts.one_a_line"))
        respondents = two.text_area(t("experts.respondents"), height=70, placeholder=t("experts.one_a_line"))
        agents = three.text_area(t("experts.agents"), height=70, placeholder=t("experts.agents_help"))
        one, two, three, four = st.columns(4, vertical_alignment="bottom")
        types = many(one, "types", kinds, max_selections=5)
        region = one_of(two, "place_region", {region: region for region in known.regions}, none=True)
        city = three.text_input(t("experts.city"))
        online = four.checkbox(t("experts.accept_online"), value=True)
        one, two, three, four = st.columns(4)
        languages = many(one, "languages", {language: language for language in known.languages})
        procedure = one_of(two, "procedure", known.procedures, none=True)
        wished = three.date_input(t("experts.wished"), value=None, format="YYYY-MM-DD")
        half = one_of(four, "half", labels("halves"), none=True)
        one, two, three = st.columns(3)
        purpose = one_of(one, "purpose", known.purposes)
        court = two.text_input(t("experts.court"), placeholder=t("experts.court_help"))
        organisations = many(three, "only_organisations", known.organisations)
        if not st.form_submit_button(t("experts.find"), type="primary"):
            return None
    if not text.strip() and not types:
        st.error(t("experts.case_missing"))
        return None
    values = {
        "text": text, "types": types, "region": region, "city": city.strip(), "online": online, "languages": languages,
        "procedure": procedure, "wished": wished, "half": half or None, "purpose": purpose, "court": court.strip(),
        "parties": _parties(applicants, respondents), "agents": [_agent(line) for line in _lines(agents)],
    }  # fmt: skip
    return Dispute.model_validate(values), organisations


def _parties(applicants: str, respondents: str) -> list[Party]:
    return [Party(name=name) for name in _lines(applicants)] + [
        Party(name=name, side="respondent") for name in _lines(respondents)
    ]


def _lines(text: str) -> list[str]:
    return [line.strip()[:200] for line in text.splitlines() if line.strip()]


def _agent(line: str) -> Agent:
    name, _, firm = line.replace("＠", "@").partition("@")
    return Agent(name=name.strip() or firm.strip(), firm=firm.strip())

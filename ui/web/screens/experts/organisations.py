"""机构: the directory of mediation organisations."""

from html import escape

import streamlit as st

from experts.roster.publicity import PublicOrganisation
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import badges, filters, organisation_link, paging
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw it."""
    filters(state, ("field", "place"), service.vocabulary())
    found = service.organisations(state)
    html(f'<div class="fq-note">{t("experts.organisations_total", total=found.total)}</div>')
    if not found.items:
        st.info(t("experts.none"))
    html("".join(map(_card, found.items)))
    paging(state, found.total)


def _card(organisation: PublicOrganisation) -> str:
    state = "" if organisation.state.state == "on_list" else organisation.state.label
    area = "、".join((*organisation.area.regions, *organisation.area.cities))
    online = t("experts.online", area=organisation.area.online) if organisation.area.online else ""
    counts = t(
        "experts.organisation_counts", people=len(organisation.people), stations=len(organisation.stations)
    )
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{organisation_link(organisation.id, organisation.name)}</h2>'
        f'<div class="fq-meta">{badges(organisation.kind, state, mark=organisation.mark)}'
        f"{escape(' · '.join(filter(None, (area, online, counts))))}</div>"
        f'<div class="fq-why">{escape("、".join(organisation.fields.values()))}</div></div>'
    )

"""人员: the public directory of people."""

from html import escape

import streamlit as st

from experts.roster.publicity import PublicPerson
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import badges, filters, organisation_link, paging, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw it."""
    filters(state, ("field", "place", "language", "organisation"), service.vocabulary())
    found = service.people(state)
    html(f'<div class="fq-note">{t("experts.people_total", total=found.total)}</div>')
    if not found.items:
        st.info(t("experts.none"))
    html("".join(map(card, found.items)))
    paging(state, found.total)


def card(person: PublicPerson) -> str:
    """A person in a list."""
    state = (
        "" if person.state.state == "on_roster" else f"{person.state.label} {person.state.date or ''}".strip()
    )
    fields = "、".join((person.fields or {}).values())
    lines = [organisation_link(person.organisation, person.organisation_name)]
    if person.region and person.region.region:
        lines.append(escape(f"{person.region.region} {person.region.city}".strip()))
    if person.languages:
        lines.append(escape("、".join(person.languages)))
    record = f'<div class="fq-note">{escape(person.record.note)}</div>' if person.record else ""
    return (
        f'<div class="fq-card"><h2 class="fq-h3">{person_link(person.id, person.name)}</h2>'
        f'<div class="fq-meta">{badges(*person.role_labels, state, mark=person.mark)}{" · ".join(filter(None, lines))}</div>'
        f'<div class="fq-why">{escape(fields)}</div>{record}</div>'
    )

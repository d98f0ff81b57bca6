"""日程: half days of a person, free, busy or booked for a matter; set by the officer and by the person."""

import datetime as dt
from collections.abc import Mapping
from html import escape

import streamlit as st

from experts.roster.agenda import AHEAD, HALVES, STATES
from experts.roster.terms import labels
from search_api.roster.views import DayView, SlotsView
from ui.web.client import ServiceRefused
from ui.web.forms import BEIJING
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import is_officer, own_id, paging, person_link
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Experts) -> None:
    """Draw four weeks from the Monday of this one, and the form that sets half days."""
    id = state.id or own_id()
    today = dt.datetime.now(BEIJING).date()
    first = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=AHEAD * (max(1, state.at) - 1))
    try:
        shown = service.slots(id, first)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    name = person_link(shown.person, shown.name, "roster") if is_officer() else escape(shown.name)
    html(
        f'<div class="fq-head"><h1>{t("experts.slots_of")} {name} <small>{escape(shown.person)}</small></h1></div>'
    )
    legend = "".join(f'<span class="fq-half {code}">{label}</span>' for code, label in STATES.items())
    html(f'<p class="fq-meta">{legend}　{t("experts.slots_note")}</p>{calendar(shown)}')
    paging(state, AHEAD * 4, AHEAD)
    _form(shown, today)


def calendar(shown: SlotsView) -> str:
    """Weeks as rows, days as columns, a mark for each half day."""
    heads = "".join(f"<th scope='col'>{name}</th>" for name in labels("weekdays").values())
    weeks = [shown.days[at : at + 7] for at in range(0, len(shown.days), 7)]
    body = "".join(f"<tr>{''.join(map(_day, week))}</tr>" for week in weeks)
    return (
        f'<div class="fq-wide" tabindex="0" role="region" aria-label="{t("experts.slots_of")}">'
        f'<table class="fq-table fq-calendar"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _day(day: DayView) -> str:
    matters: Mapping[str, int | None] = {"am": day.am_matter, "pm": day.pm_matter}
    states = {"am": day.am, "pm": day.pm}
    parts = []
    for half in HALVES:
        words = labels("halves")[half] + STATES[states[half]]
        if half in day.set:
            words += t("experts.slot_set")
        mark = f'<span class="fq-half {states[half]}">{words}</span>'
        if (number := matters[half]) is not None:
            address = url("experts", Experts(tab="matters", matter=number))
            matter = t("experts.matter", number=number)
            mark += link(address, matter) if is_officer() else f"<small>{matter}</small>"
        parts.append(f"<div>{mark}</div>")
    holiday = f" <small>{escape(day.holiday)}</small>" if day.holiday else ""
    return f"<td><b>{day.day.month}-{day.day.day:02}</b>{holiday}{''.join(parts)}</td>"


def _form(shown: SlotsView, today: dt.date) -> None:
    with st.form("slots", border=True):
        one, two, three, four = st.columns([2, 2, 2, 2], vertical_alignment="bottom")
        begin = one.date_input(t("experts.slots_from"), today, min_value=today, format="YYYY-MM-DD")
        end = two.date_input(t("experts.slots_to"), today, min_value=today, format="YYYY-MM-DD")
        names = labels("halves")
        halves = three.pills(
            t("experts.half"),
            list(HALVES),
            default=list(HALVES),
            selection_mode="multi",
            format_func=lambda h: names[h],
        )
        states = {"busy": STATES["busy"], "free": STATES["free"], "weekly": t("experts.slots_weekly")}
        chosen = four.selectbox(t("experts.slots_as"), list(states), format_func=lambda code: states[code])
        sent = st.form_submit_button(t("experts.save"), type="primary")
    if not sent:
        return
    if end < begin or not halves:
        st.error(t("experts.slots_order"))
        return
    days = [begin + dt.timedelta(days=number) for number in range((end - begin).days + 1)]
    wanted = [{"day": day.isoformat(), "half": half, "state": chosen} for day in days for half in halves]
    try:
        service.set_slots(shown.person, wanted)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()

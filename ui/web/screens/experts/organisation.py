"""An organisation's public page."""

from html import escape

from experts.roster.publicity import PublicOrganisation
from experts.roster.terms import labels
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import back, badges, grid, is_officer, joined, person_link, table
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url


def draw(state: Experts) -> None:
    """Draw it."""
    one = service.organisation(state.id)
    back(state)
    since = f"{one.state.label}（{one.state.date}起）" if one.state.date else one.state.label
    html(
        f'<div class="fq-head"><h1>{escape(one.name)}</h1>'
        f'<div class="fq-meta">{badges(one.kind, since, mark=one.mark)}</div></div>'
    )
    if is_officer():
        html(link(url("experts", Experts(tab="roster", id=one.id)), t("experts.keep_record")))
    html(table(_facts(one)))
    stations = [
        tuple(map(escape, (s.name, f"{s.region} {s.city}", s.address, s.hours))) for s in one.stations
    ]
    heads = tuple(t(f"experts.station_{name}") for name in ("name", "place", "address", "hours"))
    if stations:
        html(f'<h2 class="fq-h2">{t("experts.stations")}</h2>{grid(heads, stations, t("experts.stations"))}')
    html(f'<h2 class="fq-h2">{t("experts.tab_people")}</h2>{_people(one)}')


def _facts(one: PublicOrganisation) -> list[tuple[str, str]]:
    size, area, contact = one.capacity, one.area, one.contact
    capacity = t("experts.capacity_of", people=size.people, open=size.open_cases, month=size.cases_per_month,
                 rooms=size.rooms, online=size.online_rooms)  # fmt: skip
    courts = (f"{c.name}（{c.list}，{c.begin or '—'} 至 {c.end or '—'}）" for c in one.courts)
    return [
        (t("experts.field"), joined(f"{label}（{code}）" for code, label in one.fields.items())),
        (t("experts.procedures"), joined(one.procedures)),
        (t("experts.capacity"), escape(capacity)),
        (t("experts.area"), joined((*area.regions, *area.cities))),
        (t("experts.online_area"), escape(area.online)),
        (
            t("experts.contact"),
            escape("，".join(filter(None, (contact.person, contact.phone, contact.email)))),
        ),
        (t("experts.confirmed"), joined(courts)),
        (t("experts.fee"), escape(one.fee)),
    ]


def _people(one: PublicOrganisation) -> str:
    states = labels("person_states")
    rows = [
        (person_link(p.id, p.name), escape("、".join(p.role_labels)), escape(states[p.state]))
        for p in one.people
    ]
    heads = (t("experts.name"), t("experts.role"), t("experts.state"))
    return (
        grid(heads, rows, t("experts.tab_people")) if rows else f'<p class="fq-note">{t("experts.none")}</p>'
    )

"""A person's public page."""

from html import escape

from experts.roster.publicity import PublicPerson
from experts.roster.success import Success
from experts.roster.terms import labels
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import back, badges, grid, joined, organisation_link, table
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw it."""
    person = service.person(state.id)
    back(state)
    since = f"{person.state.label}（{person.state.date}起）" if person.state.date else person.state.label
    html(
        f'<div class="fq-head"><h1>{escape(person.name)}</h1>'
        f'<div class="fq-meta">{badges(*person.role_labels, since, mark=person.mark)}</div></div>'
    )
    if person.biography:
        html(f'<p class="fq-text">{escape(person.biography)}</p>')
    html(table(_facts(person)))
    if person.record:
        html(f'<h2 class="fq-h2">{t("experts.record")}</h2>{_record(person.record)}')


def _facts(person: PublicPerson) -> list[tuple[str, str]]:
    years, term, region = person.years, person.term, person.region
    slots = person.availability or {}
    days, halves = labels("weekdays"), labels("halves")
    return [
        (t("experts.organisation"), organisation_link(person.organisation, person.organisation_name)),
        (t("experts.gender"), escape(person.gender or "")),
        (t("experts.age_band"), escape(person.age_band or "")),
        (t("experts.field"), joined(f"{label}（{code}）" for code, label in (person.fields or {}).items())),
        (t("experts.causes"), joined(person.causes)),
        (t("experts.procedures"), joined(person.procedures)),
        (t("experts.region"), escape(f"{region.region} {region.city}".strip()) if region else ""),
        (t("experts.areas"), joined(person.areas)),
        (t("experts.modes"), joined(person.modes)),
        (t("experts.language"), joined(person.languages)),
        (t("experts.occupation"), escape(person.occupation or "")),
        (t("experts.education"), escape(person.education or "")),
        (t("experts.years"), _years(years.practice, years.mediation) if years else ""),
        (t("experts.certificates"), joined(person.certificates)),
        (t("experts.honours"), joined(person.honours)),
        (t("experts.courts"), joined(f"{c.name}（{c.begin or '—'} 至 {c.end or '—'}）" for c in person.courts or ())),
        (t("experts.term"), f"{term.begin or '—'} 至 {term.end or '—'}" if term and (term.begin or term.end) else ""),
        (t("experts.training"), joined(f"{year}年{hours:g}学时" for year, hours in (person.training or {}).items())),
        (t("experts.availability"), joined(days[d] + "、".join(halves[h] for h in hs) for d, hs in slots.items())),
        (t("experts.free_soon"), joined(person.free)),
    ]  # fmt: skip


def _years(practice: float, mediation: float) -> str:
    return t("experts.years_of", practice=f"{practice:g}", mediation=f"{mediation:g}")


def _record(record: Success) -> str:
    rows = [
        (
            escape(row.label),
            str(row.closed),
            f"{row.rate:.0%}" if row.rate is not None else t("experts.too_few"),
        )
        for row in record.mix
    ]
    heads = (t("experts.mix_type"), t("experts.mix_closed"), t("experts.mix_rate"))
    note = f'<p class="fq-note">{escape(record.note)}</p>'
    return note + (grid(heads, rows, t("experts.record")) if rows else "")

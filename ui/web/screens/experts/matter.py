"""A matter: consent, referral, the parties' choice or the organisation's, close; and every step."""

import datetime as dt
from collections.abc import Callable
from html import escape

import streamlit as st

from experts.matching.dispute import SIDES
from experts.matching.matter import WAYS
from experts.roster.agenda import told
from search_api.roster.views import MatterView, StepView
from ui.web.client import ServiceRefused
from ui.web.forms import BEIJING, day
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import meetings, service
from ui.web.screens.experts.matching import show_result
from ui.web.screens.experts.parts import back, badges, grid, many
from ui.web.screens.experts.state import Experts
from ui.web.texts import t
from ui.web.urlstate import url_of


def draw(state: Experts) -> None:
    """Draw it, with the forms of what can be done next."""
    held = service.matter(state.matter)
    back(state)
    html(
        f'<div class="fq-head"><h1>{t("experts.matter", number=held.id)}</h1>'
        f'<div class="fq-meta">{badges(held.state_label, *held.types)}{day(held.at)} {escape(held.who)}</div></div>'
    )
    _parties(held)
    html(link(url_of("recusal", matter=str(held.id)), t("recusal.title")))
    forms: dict[str, Callable[[MatterView], None]] = {
        "consent": _consent,
        "referred": _choice,
        "selected": _selected,
    }
    if held.state in forms:
        forms[held.state](held)
    if held.state == "refused":
        st.warning(t("experts.refused_note"))
    with st.expander(t("experts.match_shown")):
        show_result(held.result)
        st.caption(t("experts.seed", seed=held.result.seed))
    _steps(held)


def _party(held: MatterView, number: int) -> str:
    party = held.result.dispute.parties[number]
    return f"{SIDES[party.side]} {party.name}"


def _parties(held: MatterView) -> None:
    said = {None: t("experts.not_asked"), True: t("experts.agreed"), False: t("experts.disagreed")}
    rows = [
        (
            escape(_party(held, n)),
            said[held.course.consents.get(n)],
            escape(held.names.get(held.course.picks.get(n, ""), "")),
            t("experts.ballot_in") if n in held.course.ballots else "",
        )
        for n in range(held.course.parties)
    ]
    heads = [t(f"experts.{name}") for name in ("party", "consent", "picked", "ballot")]
    html(grid(heads, rows, t("experts.party")))
    if selection := held.course.selection:
        names = "、".join(held.names.get(id, id) for id in selection.people)
        chair = held.names.get(selection.presiding, selection.presiding)
        text = t("experts.selection", names=names, chair=chair, way=WAYS[selection.way])
        html(f'<p class="fq-why">{escape(text)}</p>')
    html(meetings.summary(held))


def _consent(held: MatterView) -> None:
    known = service.vocabulary()
    open_parties = [n for n in range(held.course.parties) if not held.course.consents.get(n)]
    if open_parties:
        with st.form("consent", border=True):
            st.caption(t("experts.consent_note"))
            one, two, three = st.columns(3)
            party = one.selectbox(t("experts.party"), open_parties, format_func=lambda n: _party(held, n))
            given = two.radio(t("experts.consent"), [True, False], horizontal=True, format_func=_yes)
            form = three.selectbox(t("experts.form"), known.consent_forms)
            if st.form_submit_button(t("experts.record_consent"), type="primary"):
                _do(held, "consent", party=party, given=given, form=form)
        return
    with st.form("refer", border=True):
        ranked = [c.id for c in held.result.organisations]
        chosen = st.selectbox(
            t("experts.refer_to"), ranked, format_func=lambda id: known.organisations.get(id, id)
        )
        if st.form_submit_button(t("experts.refer"), type="primary"):
            _do(held, "refer", organisation=chosen)


def _yes(given: bool) -> str:
    return t("experts.agreed" if given else "experts.disagreed")


def _choice(held: MatterView) -> None:
    left = list(held.course.open_list)
    named = {id: _named(held, id) for id in left}
    parties = list(range(held.course.parties))
    agree, ballot, appoint = st.tabs(
        [t("experts.way_agree"), t("experts.way_rank"), t("experts.way_appoint")]
    )
    with agree, st.form(f"pick-{len(held.course.picks)}", border=False):
        st.caption(t("experts.agree_note"))
        party = st.selectbox(
            t("experts.party"), parties, format_func=lambda n: _party(held, n), key="pick-party"
        )
        person = st.selectbox(t("experts.pick"), left, format_func=lambda id: _named(held, id))
        if st.form_submit_button(t("experts.record_pick"), type="primary"):
            _do(held, "pick", party=party, person=person)
    # A form of its own for each ballot: what one party struck must not stand in the next one's.
    with ballot, st.form(f"ballot-{len(held.course.ballots)}", border=False):
        st.caption(t("experts.rank_note", most=held.strikes))
        waiting = [n for n in parties if n not in held.course.ballots]
        voter = st.selectbox(
            t("experts.party"), waiting, format_func=lambda n: _party(held, n), key="ballot-party"
        )
        struck = many(st, "strike", named, max_selections=held.strikes, placeholder=t("experts.nobody"))
        ranked = many(st, "rank", named, placeholder=t("experts.unranked"))
        if st.form_submit_button(t("experts.record_ballot"), type="primary"):
            _do(held, "ballot", party=voter, struck=struck, ranked=[id for id in ranked if id not in struck])
    with appoint, st.form("appoint", border=False):
        st.caption(t("experts.appoint_note"))
        people = many(st, "appoint_people", named, placeholder=t("experts.only_presiding"))
        chair = st.selectbox(t("experts.presiding"), left, format_func=lambda id: _named(held, id))
        reason = st.text_input(t("experts.reason"))
        if st.form_submit_button(t("experts.appoint"), type="primary"):
            _do(held, "appoint", people=people or [chair], presiding=chair, reason=reason)


def _selected(held: MatterView) -> None:
    known = service.vocabulary()
    selection = held.course.selection
    meet, close, replace, object_ = st.tabs(
        [t("experts.meet"), t("experts.close"), t("experts.replace"), t("experts.object")]
    )
    with meet:
        meetings.draw(held, _do)
    with close, st.form("close", border=False):
        outcome = st.selectbox(
            t("experts.outcome"), list(known.outcomes), format_func=lambda key: known.outcomes[key]
        )
        on = st.date_input(t("experts.closed_on"), dt.datetime.now(BEIJING).date(), format="YYYY-MM-DD")
        if st.form_submit_button(t("experts.close"), type="primary"):
            _do(held, "close", outcome=outcome, on=on.isoformat())
    with replace, st.form("replace", border=False):
        st.caption(t("experts.replace_note"))
        person = st.selectbox(
            t("experts.who_leaves"),
            selection.people if selection else (),
            format_func=lambda id: _named(held, id),
        )
        reason = st.text_input(t("experts.reason"), key="replace-reason")
        if st.form_submit_button(t("experts.replace")):
            _do(held, "replace", person=person, reason=reason)
    with object_, st.form("object", border=False):
        st.caption(t("experts.object_note"))
        party = st.selectbox(
            t("experts.party"), list(range(held.course.parties)), format_func=lambda n: _party(held, n)
        )
        reason = st.text_input(t("experts.reason"), key="object-reason")
        if st.form_submit_button(t("experts.object")):
            _do(held, "object", party=party, reason=reason)


def _named(held: MatterView, id: str) -> str:
    return f"{held.names.get(id, id)}（{id}）"


def _do(held: MatterView, step: str, **detail: object) -> None:
    try:
        service.step(held.id, step, **detail)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.rerun()


def _steps(held: MatterView) -> None:
    rows = [
        (day(s.at), escape(s.who), t(f"experts.step_{s.step}"), escape(_told(held, s))) for s in held.steps
    ]
    if rows:
        heads = [t(f"experts.{name}") for name in ("when", "who", "step", "content")]
        html(f'<h2 class="fq-h2">{t("experts.steps")}</h2>{grid(heads, rows, t("experts.steps"))}')


def _told(held: MatterView, step: StepView) -> str:
    """A step in words; people and parties by name."""
    detail = step.detail
    parts = [_party(held, detail["party"])] if "party" in detail else []
    if "given" in detail:
        parts.append(_yes(detail["given"]))
    people = [detail["person"]] if "person" in detail else [*detail.get("people", ())]
    parts += [held.names.get(id, id) for id in people]
    for name in ("struck", "ranked"):
        if detail.get(name):
            names = "、".join(held.names.get(id, id) for id in detail[name])
            parts.append(f"{t(f'experts.{name}')}：{names}")
    if "organisation" in detail:
        parts.append(service.vocabulary().organisations.get(detail["organisation"], detail["organisation"]))
    parts += [str(detail[name]) for name in ("form", "reason", "on") if detail.get(name)]
    if "half" in detail:
        parts.append(told(dt.date.fromisoformat(detail["day"]), detail["half"]))
    if "outcome" in detail:
        parts.append(service.vocabulary().outcomes[detail["outcome"]])
    return "，".join(parts)

"""Review: what changed since one's last look, the steps taken, and the next one."""

from html import escape

import streamlit as st

from search_api.releases.views import ReleaseView, SinceView
from ui.web.forms import day
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.screens.releases.history import differences
from ui.web.texts import t

_NEXT = {
    "draft": ("check",),
    "checked": ("approve", "return"),
    "approved": ("publish", "return"),
    "published": ("withdraw",),
}
_REASONED = ("return", "withdraw")


def draw(release: ReleaseView) -> None:
    """Draw it; the look is remembered once for each version, so that drawing again does not hide what is new."""
    key = f"look {release.id} {release.version} {release.state}"
    if key not in st.session_state:
        st.session_state[key] = service.look(release.id)
    _new(release, st.session_state[key])
    _steps(release)
    _next(release)


def _new(release: ReleaseView, found: SinceView) -> None:
    html(f'<h2 class="fq-h2">{t("releases.since")}</h2>')
    if found.since is None:
        st.info(t("releases.first_look"))
        return
    if not found.cases and not found.gone:
        st.info(t("releases.nothing_new", day=day(found.since)))
    titles = {case.id: case.content.title for case in release.cases}
    for each in found.cases:
        html(
            f'<h3 class="fq-h3">{escape(titles.get(each.case_id, ""))}</h3>{differences(release.form, each)}'
        )
    if found.gone:
        st.caption(t("releases.gone", count=len(found.gone)))


def _steps(release: ReleaseView) -> None:
    html(f'<h2 class="fq-h2">{t("releases.steps")}</h2>')
    rows = [
        f"<tr><td>{day(step.at)}</td><td>{escape(t(f'releases.did_{step.action}'))}</td><td>{escape(step.by)}</td>"
        f"<td>{escape(step.organisation)}</td><td>{escape(step.note)}</td></tr>"
        for step in release.steps
    ]
    if not rows:
        st.caption(t("releases.no_steps"))
        return
    names = ("step_at", "step", "step_by", "step_for", "step_note")
    head = "".join(f'<th scope="col">{escape(t(f"releases.{name}"))}</th>' for name in names)
    html(f'<table class="fq-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>')


def _next(release: ReleaseView) -> None:
    actions = _NEXT.get(release.state, ())
    if not actions:
        return
    html(f'<h2 class="fq-h2">{t("releases.next")}</h2>')
    st.caption(t("releases.two_people"))
    note = st.text_input(t("releases.note"), max_chars=5000, key=f"note {release.id} {release.state}")
    issuer = ""
    if "approve" in actions and len(release.issuers) > 1:
        issuer = st.selectbox(t("releases.approve_for"), release.issuers) or ""
    for column, action in zip(st.columns(4), actions, strict=False):
        missing = action in _REASONED and not note.strip()
        if column.button(
            t(f"releases.do_{action}"), key=f"do {action}", disabled=missing,
            type="secondary" if action in _REASONED else "primary",
            help=t("releases.reason_first") if missing else None,
        ):  # fmt: skip
            service.step(release.id, action, note, issuer)
            st.toast(t(f"releases.did_{action}"))
            st.rerun()

"""One entry for those who keep it: its versions, what the newest changes, the next step, a new version."""

from html import escape
from typing import Any

import streamlit as st

from office.bank import Entry
from search_api.http.answer_views import VersionContent, VersionView
from ui.web.client import NotFound, ServiceRefused
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.answers import keeping, writing
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import go, url

NEW = "new"
_NEXT = {
    "draft": ("review", "withdraw"),
    "reviewed": ("publish", "withdraw"),
    "published": ("withdraw",),
    "withdrawn": (),
}


def draw(state: Answers) -> None:
    """Draw the entry that the URL names, or the form of a new one."""
    html(link(url("answers", Answers(tab="bank")), "← " + t("answers.bank_all")))
    if state.keep == NEW:
        html(
            f'<h1 class="fq-h2">{t("answers.bank_new")}</h1><p class="fq-note">{t("answers.bank_rules")}</p>'
        )
        made = writing.form(NEW, {"question": state.about})
        if made:
            _put(made, [int(n) for n in state.asked.split(",") if n.isdigit()])
        return
    rows = keeping.versions(state.keep)
    newest = keeping.content(state.keep, rows[0].version if rows else 1)
    html(
        f'<h1 class="fq-h2">{escape(newest.entry.question)}</h1>{_versions(state.keep, rows)}'
        f"{_checks(newest)}{_changes(newest, rows)}"
    )
    _steps(newest, rows[0].state if rows else newest.entry.state, rows)
    with st.expander(t("answers.bank_write")):
        made = writing.form(f"{state.keep}-{newest.version}", newest.entry.model_dump(mode="json"))
        if made:
            _put({"id": state.keep, **made}, [])


def _put(made: dict[str, Any], asked: list[int]) -> None:
    note = made.pop("note")
    try:
        row = keeping.propose(made, note)
    except ServiceRefused as error:
        st.error(plain(str(error)))
        return
    if asked:
        keeping.answered(asked, row.id)
    st.toast(t("answers.bank_put"))
    go("answers", Answers(tab="bank", keep=row.id))


def _versions(id: str, rows: list[VersionView]) -> str:
    shipped = [] if any(row.version == 1 for row in rows) else [(1, t("answers.shipped"), "", "", "", "", "")]
    lines = [
        (
            row.version,
            t(f"answers.state_{row.state}"),
            row.author,
            row.reviewer,
            row.publisher,
            row.changed[:10],
            row.note,
        )
        for row in rows
    ]
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in line) + "</tr>"
        for line in lines + shipped
    )
    names = (
        "version_no",
        "version_state",
        "version_by",
        "version_reviewer",
        "version_publisher",
        "version_day",
        "version_note",
    )
    head = "".join(f'<th scope="col">{t(f"answers.{name}")}</th>' for name in names)
    return (
        f'<p class="fq-meta">{escape(id)}</p><div class="fq-wide"><table class="fq-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _checks(newest: VersionContent) -> str:
    if not newest.unverified:
        return f'<p class="fq-note">{t("answers.verified")}</p>'
    faults = "".join(f"<li>{escape(one)}</li>" for one in newest.unverified)
    return f'<div class="fq-why">{t("answers.unverified")}<ul>{faults}</ul></div>'


def _changes(newest: VersionContent, rows: list[VersionView]) -> str:
    """What the newest version changes of the published one; of a new entry all of it."""
    if not rows or rows[0].state not in ("draft", "reviewed"):
        return ""
    shown = next((row.version for row in rows if row.state in ("published", "withdrawn")), 1)
    try:
        before = _lines(keeping.content(newest.entry.id, shown).entry) if shown < newest.version else {}
    except NotFound:
        before = {}
    parts = []
    for name, value in _lines(newest.entry).items():
        old = before.get(name, "")
        if value != old:
            gone = f"<del>{escape(old)}</del><br>" if old else ""
            text = f"{gone}<ins>{escape(value)}</ins>".replace("\n", "<br>")
            parts.append(f'<div class="fq-card"><b>{t(f"answers.field_{name}")}</b><br>{text}</div>')
    return f'<h2 class="fq-h3">{t("answers.changes")}</h2>' + ("".join(parts) or t("answers.no_changes"))


def _lines(entry: Entry) -> dict[str, str]:
    return {name: str(value) for name, value in writing.lines(entry.model_dump(mode="json")).items()}


def _steps(newest: VersionContent, state: str, rows: list[VersionView]) -> None:
    actions = [
        action
        for action in _NEXT[state]
        if action != "withdraw" or state == "published" or any(row.state == "published" for row in rows)
    ]
    if state in ("draft", "reviewed") and not rows:
        st.info(t("answers.shipped_draft"))
        return
    if not actions:
        return
    st.caption(t("answers.two_people"))
    note = st.text_input(
        t("answers.withdraw_why"), max_chars=1000, key=f"why {newest.entry.id} {newest.version} {state}"
    )
    for column, action in zip(st.columns(4), actions, strict=False):
        missing = action == "withdraw" and not note.strip()
        if column.button(
            t(f"answers.do_{action}"), key=f"do {action} {newest.version}", disabled=missing,
            type="secondary" if action == "withdraw" else "primary",
            help=t("answers.why_first") if missing else None,
        ):  # fmt: skip
            _do(newest.entry.id, action, note)


def _do(id: str, action: str, note: str) -> None:
    try:
        keeping.step(id, action, note)
    except ServiceRefused as error:
        st.error(plain(str(error)))
        return
    st.toast(t(f"answers.did_{action}"))
    st.rerun()

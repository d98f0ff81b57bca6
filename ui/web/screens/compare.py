"""对照: the user's case and a precedent side by side, matching passages linked both ways, differences, the verdict."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from office.folders.verdicts import case_key
from search_api.explain.comparing import PairView, Side
from search_api.explain.models import Evidence, Place
from ui.web import client, desk, reading
from ui.web.cards import bars
from ui.web.forms import NEW, folder_choice
from ui.web.markup import Piece, link, plain, wrapped
from ui.web.page import html
from ui.web.state import View, unpacked
from ui.web.texts import t
from ui.web.urlstate import read, url_of

PARTS = ("facts", "focus", "law")
LABEL = 40


@dataclass(frozen=True, slots=True)
class Compare:
    """What is compared."""

    to: str = ""
    """The document that is compared with."""
    id: str = ""
    """The document that is the case; or:"""
    casez: str = ""
    """Text of the case, packed as in the search screen's address."""


def draw() -> None:
    """Draw it."""
    state = read(Compare)
    case = unpacked(state.casez)
    back = View(case=case) if case else View(document=state.id)
    html(link(back.url(), "← " + t("back")))
    if not state.to or not (case or state.id):
        st.info(t("compare.nothing"))
        return
    try:
        with st.spinner(t("compare.working")):
            pair = reading.comparison(state.to, text=case, document_id="" if case else state.id)
    except client.NotFound as error:
        st.warning(str(error))
        return
    html(f'<h1 class="fq-h2">{t("nav.compare")}</h1>{bars(pair.similarity)}{_shared(pair)}')
    html(_sides(pair))
    html(_differences(pair))
    _verdict(state, case)
    html(link(url_of("parties", id=state.to), t("search.for_parties")))


def _shared(pair: PairView) -> str:
    shared = pair.shared
    parts = [shared.cause, shared.dispute_type, *(statute.label for statute in shared.statutes)]
    told = "、".join(dict.fromkeys(part for part in parts if part))
    notes = "".join(f'<div class="fq-note">{escape(note)}</div>' for note in pair.evidence.notes)
    return (f'<div class="fq-why">{t("compare.shared")}{escape(told)}</div>' if told else "") + notes


def _sides(pair: PairView) -> str:
    links: list[tuple[str, str, Evidence]] = [
        (f"{name}{at}", name, evidence)
        for name in PARTS
        for at, evidence in enumerate(getattr(pair.evidence, name), 1)
    ]
    legend = "".join(f'<span class="fq-key {name}">{t(name)}</span>' for name in PARTS)
    note = f'<div class="fq-note">{legend} {t("compare.linked" if links else "compare.no_links")}</div>'
    asked = _side(pair.query, "a", "b", [(key, name, e.query) for key, name, e in links], t("compare.yours"))
    other = _side(
        pair.document, "b", "a", [(key, name, e.document) for key, name, e in links], t("compare.theirs")
    )
    return f'{note}<div class="fq-sides">{asked}{other}</div>'


def _side(side: Side, own: str, other: str, places: list[tuple[str, str, Place | None]], name: str) -> str:
    pieces = [
        Piece(
            place.start, place.end,
            f'<a class="fq-link {kind}" id="{own}-{key}" href="#{other}-{key}" '
            f'title="{t("compare.jump")}">', "</a>",
        )
        for key, kind, place in places
        if place is not None
    ]  # fmt: skip
    badge = f'<span class="fq-badge example">{t("fictional")}</span>' if side.fictional else ""
    title = link(View(document=side.id).url(), side.title) if side.id else escape(side.title)
    sections = side.sections or []
    if sections:
        body = "".join(
            f'<h3 class="fq-h4">{escape(part.label)}</h3><div class="fq-text">'
            f"{wrapped(side.text[part.start : part.end], _within(pieces, part.start, part.end))}</div>"
            for part in sections
            if not part.instance
        )
    else:
        body = f'<div class="fq-text">{wrapped(side.text, pieces)}</div>'
    head = f'<h2 class="fq-h3">{escape(name)}{"：" if title else ""}{title} {badge}</h2>'
    return f'<section>{head}<div class="fq-scroll" tabindex="0" role="region" aria-label="{escape(name)}">{body}</div></section>'


def _within(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    return [
        Piece(piece.start - start, piece.end - start, piece.opening, piece.closing)
        for piece in pieces
        if start <= piece.start and piece.end <= end
    ]


def _differences(pair: PairView) -> str:
    if not pair.differences:
        return ""
    rows = "".join(
        f'<tr class="{"same" if row.same else "differs"}"><th scope="row">{escape(row.label)}</th>'
        f"<td>{escape(row.query) or t('compare.unsaid')}</td><td>{escape(row.document) or t('compare.unsaid')}</td>"
        f"<td>{t('compare.same' if row.same else 'compare.differs')}</td></tr>"
        for row in pair.differences
    )
    heads = "".join(
        f'<th scope="col">{t(f"compare.{name}")}</th>' for name in ("aspect", "yours", "theirs", "state")
    )
    return (
        f'<h2 class="fq-h2">{t("compare.differences")}</h2>'
        f'<table class="fq-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _verdict(state: Compare, case: str) -> None:
    html(f'<h2 class="fq-h2">{t("verdict.question")}</h2>')
    key = case_key(case, "" if case else state.id)
    try:
        given = desk.verdicts(case_key=key, document_id=state.to, history=True)
    except client.ServiceRefused:  # readers without an account compare, and record nothing
        html(f'<div class="fq-note">{t("compare.members")}</div>')
        return
    if given:
        rows = "".join(
            f'<div class="fq-note">{t("verdict.alike" if v.similar else "verdict.unlike")}：{escape(v.reason)}'
            f"（{v.at.date().isoformat()}）</div>"
            for v in given
        )
        html(rows)
    with st.form("verdict", border=True):
        answer = st.radio(
            t("verdict.question"), (True, False), index=None, horizontal=True, label_visibility="collapsed",
            format_func=lambda value: t("verdict.alike" if value else "verdict.unlike"),
        )  # fmt: skip
        reason = st.text_area(t("verdict.reason"), height=90, placeholder=t("verdict.reason_example"))
        folder = folder_choice(none=True)
        name = st.text_input(t("desk.new_name"), max_chars=200)
        if not st.form_submit_button(t("verdict.record"), type="primary"):
            return
        if answer is None or not reason.strip() or (folder == NEW and not name.strip()):
            st.error(t("verdict.incomplete"))
            return
    number = desk.make_folder(title=name, pending_case=case).id if folder == NEW else folder
    if number:
        desk.put(number, state.to)
        st.session_state["last_folder"] = number
    case_of = {"case_text": case} if case else {"case_document": state.id}
    desk.give_verdict(document_id=state.to, similar=answer, reason=reason, folder_id=number, **case_of)
    st.toast(t("verdict.recorded", title=plain(reason[:LABEL])))
    st.rerun()

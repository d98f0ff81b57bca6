"""A case being written: every paragraph with its source, replacements in place, remarks, versions."""

from html import escape

import streamlit as st

from search_api.releases.forms import forms
from search_api.releases.model import Block, CaseContent, CaseSection, Consent
from search_api.releases.views import CaseView, ReleaseView
from ui.web import client
from ui.web.markup import link, plain
from ui.web.page import html
from ui.web.screens.releases import history, service, words
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import url


def draw(release: ReleaseView, number: int) -> None:
    """Draw the case: undecided replacements, then its text, then remarks and versions."""
    row = next((each for each in release.cases if each.id == number), None)
    if row is None:
        st.info(t("releases.case_gone"))
        return
    html(link(url("releases", Releases(id=release.id)), "← " + t("releases.to_batch")))
    editable = release.state == "draft"
    offered = service.proposals(release.id, row.id)
    if offered:
        words.draw(release, row, offered, editable)
    else:
        st.success(t("releases.words_done"))
    _text(release, _opened(row), row, editable)
    history.draw(release, row)


def _opened(row: CaseView) -> CaseView:
    """The case as this tab opened it: what others save meanwhile does not take away what is being typed here."""
    held: CaseView = st.session_state.setdefault(_key(row), row)
    return held


def _key(row: CaseView) -> str:
    return f"opened case {row.id}"


def _text(release: ReleaseView, row: CaseView, newest: CaseView, editable: bool) -> None:
    """Fields that save themselves when they are left; filled anew when another version is there and nothing is unsaved."""
    key = f"case-{row.id}-{row.version}"
    content = row.content
    title = st.text_input(
        t("releases.case_title"), content.title, max_chars=300, key=f"{key}-title", disabled=not editable
    )
    subtitle = st.text_input(
        t("releases.subtitle"), content.subtitle, max_chars=300, key=f"{key}-subtitle", disabled=not editable,
        placeholder=t("releases.subtitle_example"),
    )  # fmt: skip
    sections = []
    for form in forms()[release.form].sections:
        html(f'<h2 class="fq-h3">{escape(form.heading)}</h2>')
        held = content.section(form.key)
        blocks = [_block(release, row, form.key, block, key, editable) for block in held.blocks]
        added = st.text_area(
            t("releases.more", heading=form.heading), key=f"{key}-{form.key}-more", disabled=not editable,
            height=70,
        )  # fmt: skip
        blocks += _new(form.key, held, added)
        kept = [block for block in blocks if block.text.strip()]
        sections.append(CaseSection(key=form.key, blocks=kept))
    consent = _consent(content, key, editable)
    edited = content.model_copy(
        update={"title": title, "subtitle": subtitle, "sections": sections, "consent": consent}
    )
    if editable and edited != content:
        _save(release, row, edited)
    elif newest.version != row.version:
        st.session_state[_key(row)] = newest
        st.rerun()


def _block(
    release: ReleaseView, row: CaseView, section: str, block: Block, key: str, editable: bool
) -> Block:
    height = min(400, 60 + 26 * (len(block.text) // 38))
    text = st.text_area(
        t("releases.paragraph", id=block.id), block.text, key=f"{key}-{block.id}", height=height,
        disabled=not editable, label_visibility="collapsed",
    )  # fmt: skip
    below = []
    if block.source is not None:
        place = f"{block.source.start}–{block.source.end}"
        below.append(link(f"?doc={block.source.document_id}", t("releases.source", place=place)))
    remarks = [
        f"【{remark.by}】{remark.text}"
        for remark in release.remarks
        if remark.case_id == row.id and remark.block == f"{section}/{block.id}" and remark.resolved is None
    ]
    below += [f"<mark>{escape(text)}</mark>" for text in remarks]
    if below:
        html(f'<div class="fq-meta">{"　".join(below)}</div>')
    return block if text == block.text else block.model_copy(update={"text": text})


def _new(key: str, held: CaseSection, added: str) -> list[Block]:
    taken = {block.id for block in held.blocks}
    made: list[Block] = []
    for line in added.split("\n"):
        if line.strip():
            number = next(n for n in range(1, 1000) if f"{key}-{n}" not in taken)
            taken.add(f"{key}-{number}")
            made.append(Block(id=f"{key}-{number}", text=line.strip()))
    return made


def _consent(content: CaseContent, key: str, editable: bool) -> Consent:
    with st.expander(t("releases.consent"), expanded=content.consent.given):
        st.caption(t("releases.consent_note"))
        parties = st.checkbox(
            t("releases.consent_parties"),
            content.consent.parties,
            key=f"{key}-parties",
            disabled=not editable,
        )
        approval = st.text_input(
            t("releases.consent_approval"), content.consent.approval, max_chars=500, key=f"{key}-approval",
            disabled=not editable,
        )  # fmt: skip
    return Consent(parties=parties, approval=approval)


def _save(release: ReleaseView, row: CaseView, content: CaseContent) -> None:
    try:
        service.save(release.id, row.id, row.version, content)
    except client.ServiceRefused as error:
        # Said here, not around the screen: what was typed must stay in the fields.
        st.error(plain(str(error)))
        if st.button(t("releases.take_newest")):
            del st.session_state[_key(row)]
            st.rerun()
        return
    del st.session_state[_key(row)]
    st.toast(t("releases.autosaved"))
    st.rerun()

"""Undecided replacements of a case, each shown where it stands."""

from collections import defaultdict

import streamlit as st

from search_api.releases.personal import Proposal
from search_api.releases.views import CaseView, ReleaseView
from ui.web.markup import Piece, plain, wrapped
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.texts import t

AROUND = 30
SHOWN = 60


def draw(release: ReleaseView, row: CaseView, offered: list[Proposal], editable: bool) -> None:
    """Every proposal by words, with its places; all at once, or one by one."""
    st.warning(t("releases.words_open", count=len(offered)))
    if st.button(t("releases.words_all", count=len(offered)), type="primary", disabled=not editable):
        service.decide_words(release.id, row.id, row.version, accept_all=True)
        st.rerun()
    by_words: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for proposal in offered[:SHOWN]:
        by_words[proposal.text, proposal.replacement].append(proposal)
    texts = row.content.places()
    with st.expander(t("releases.words_each", count=len(by_words)), expanded=True):
        for (text, replacement), places in by_words.items():
            _one(release, row, text, replacement, places, texts, editable)
    if len(offered) > SHOWN:
        st.caption(t("releases.words_more", count=len(offered) - SHOWN))


def _one(
    release: ReleaseView, row: CaseView, text: str, replacement: str, places: list[Proposal],
    texts: dict[str, str], editable: bool,
) -> None:  # fmt: skip
    shown, accept, keep = st.columns([6, 1, 1], vertical_alignment="center")
    with shown:
        lines = "<br>".join(_context(place, texts[place.place]) for place in places[:3])
        html(f'<div class="fq-meta">{t("releases.words_count", count=len(places))}</div>{lines}')
    key = f"{row.id} {row.version} {text}"
    if accept.button(t("releases.words_accept"), key=f"accept {key}", disabled=not editable):
        wanted = [{"place": p.place, "start": p.start, "end": p.end} for p in places]
        service.decide_words(release.id, row.id, row.version, accept=wanted)
        st.rerun()
    with keep.popover(t("releases.words_keep"), disabled=not editable):
        st.caption(t("releases.words_keep_note", text=plain(text)))
        reason = st.text_input(t("releases.words_reason"), key=f"why {key}")
        if st.button(t("releases.words_keep_now"), key=f"keep {key}", disabled=not reason.strip()):
            service.decide_words(release.id, row.id, row.version, keep=text, reason=reason)
            st.rerun()


def _context(place: Proposal, text: str) -> str:
    """The words with what stands around them; the words struck out, the replacement after them."""
    start, end = max(0, place.start - AROUND), min(len(text), place.end + AROUND)
    struck = Piece(
        place.start - start, place.end - start, "<del>", f"</del><ins>{wrapped(place.replacement, [])}</ins>"
    )
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + wrapped(text[start:end], [struck]) + after

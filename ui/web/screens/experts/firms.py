"""机构关系: former names, parents, branches and the like of firms, which the check for recusal follows."""

from html import escape

import streamlit as st

from experts.names.facts import RELATIONS
from search_api.roster.views import FirmFactBody
from ui.web.client import ServiceRefused
from ui.web.page import html
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import grid
from ui.web.screens.experts.state import Experts
from ui.web.texts import t


def draw(state: Experts) -> None:
    """Draw them with the forms that add and remove one."""
    held = service.firm_facts()
    st.caption(t("experts.firms_note"))
    _add(len(held))
    html(f'<div class="fq-note">{t("experts.firms_total", total=len(held))}</div>')
    if held:
        heads = [t(f"experts.{name}") for name in ("firm", "firm_relation", "firm_other")]
        rows = [
            (escape(one.entity), t(f"experts.relation_{one.relation}"), escape(one.other)) for one in held
        ]
        html(grid(heads, rows, t("experts.tab_firms")))
        _remove(held)


def _add(count: int) -> None:
    """The form; its names are empty again once they were kept, which raises ``count``."""
    with st.form("firm-fact", border=True):
        one, two, three, four = st.columns([4, 2, 4, 1], vertical_alignment="bottom")
        entity = one.text_input(t("experts.firm"), max_chars=200, key=f"firm-{count}")
        relation = two.selectbox(
            t("experts.firm_relation"), RELATIONS, format_func=lambda code: t(f"experts.relation_{code}")
        )
        other = three.text_input(
            t("experts.firm_other"),
            max_chars=200,
            help=t("experts.firm_other_help"),
            key=f"firm-other-{count}",
        )
        if not four.form_submit_button(t("experts.firm_do_add"), type="primary"):
            return
    if not entity.strip() or not other.strip():
        st.error(t("experts.firm_missing"))
        return
    try:
        new = service.add_firm_fact(entity, relation, other)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved" if new else "experts.firm_known"))
    st.rerun()


def _remove(held: list[FirmFactBody]) -> None:
    named = [t("experts.firm_fact", entity=f.entity, relation=t(f"experts.relation_{f.relation}"), other=f.other)
             for f in held]  # fmt: skip
    with st.expander(t("experts.firm_remove")), st.form("firm-fact-remove", border=False):
        chosen = st.selectbox(t("experts.tab_firms"), range(len(held)), format_func=lambda at: named[at])
        if not st.form_submit_button(t("experts.firm_remove")):
            return
    try:
        service.remove_firm_fact(held[chosen])
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.toast(t("experts.saved"))
    st.rerun()

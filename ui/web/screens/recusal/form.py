"""Forms of the recusal screen: a dispute, and two names."""

import re

import streamlit as st
from pydantic import ValidationError

from experts.matching.dispute import Agent, Dispute, Party
from ui.web import client, recusal_calls
from ui.web.markup import plain
from ui.web.texts import t

_FACTS = {
    "证件尾号": "id_tail", "出生": "birth", "执业证号": "licence", "信用代码尾号": "credit_code_tail",
    "住所": "seat", "证券代码": "stock_code",
}  # fmt: skip


def dispute_form() -> Dispute | None:
    """The dispute once the form was sent; else ``None``."""
    with st.form("dispute", border=False):
        one, two = st.columns(2)
        parties = one.text_area(t("recusal.parties"), height=100, placeholder=t("recusal.parties_example"))
        agents = two.text_area(t("recusal.agents"), height=100, placeholder=t("recusal.agents_example"))
        one, two = st.columns(2)
        number = one.text_input(t("recusal.case_number"), max_chars=100)
        court = two.text_input(t("recusal.court"), max_chars=100)
        if not st.form_submit_button(t("recusal.check"), type="primary"):
            return None
    try:
        return Dispute(
            parties=tuple(_party(line) for line in _lines(parties)),
            agents=tuple(_agent(line) for line in _lines(agents)),
            case_number=number.strip(),
            court=court.strip(),
        )
    except ValidationError:
        st.error(t("recusal.not_understood"))
        return None


def compare_form() -> None:
    """Two names compared, from the names alone."""
    with st.form("names", border=False):
        one, two, three = st.columns([3, 3, 1], vertical_alignment="bottom")
        a = one.text_input(t("recusal.name_a"), max_chars=200)
        b = two.text_input(t("recusal.name_b"), max_chars=200)
        sent = three.form_submit_button(t("recusal.do_compare"))
    if not sent:
        return
    if not a.strip() or not b.strip():
        st.error(t("recusal.names_missing"))
        return
    try:
        found = recusal_calls.compare(a, b)
    except client.ServiceRefused as error:
        st.error(str(error))
        return
    told = t("recusal.possible" if found.possible_conflict else "recusal.not_tied", why=plain(found.why))
    (st.warning if found.possible_conflict else st.success)(told)


def _party(line: str) -> Party:
    name, *facts = re.split(r"[，,；;]", line)
    known = {}
    for fact in facts:
        label, _, value = fact.replace("＝", "=").replace("：", "=").partition("=")
        if value.strip() and label.strip() in _FACTS:
            known[_FACTS[label.strip()]] = value.strip()
    return Party(name=name.strip(), facts=known)


def _agent(line: str) -> Agent:
    name, _, firm = line.replace("＠", "@").partition("@")
    return Agent(name=name.strip() or firm.strip(), firm=firm.strip())


def _lines(text: str) -> list[str]:
    return [line.strip()[:400] for line in text.splitlines() if line.strip()]

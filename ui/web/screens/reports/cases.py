"""The cases of a report in its form: holding, comparison, verdict and reason of each."""

from collections.abc import Sequence

import streamlit as st

from search_api.reports.layout import TIERS
from search_api.reports.model import ReportCase
from ui.web.markup import plain
from ui.web.texts import t

VERDICTS: tuple[bool | None, ...] = (None, True, False)


def edited_cases(cases: Sequence[ReportCase]) -> list[ReportCase]:
    """Draw the fields of every case and return the cases as they read now; those marked to go are left out."""
    kept = []
    for at, case in enumerate(cases, 1):
        state = {None: t("verdict.open"), True: t("verdict.alike"), False: t("verdict.unlike")}[case.similar]
        label = f"{at}. {plain(case.title)}（{state}）"
        with st.expander(label, expanded=case.similar is None):
            edited = _edited(case, str(at))
        if edited is not None:
            kept.append(edited)
    return kept


def _edited(case: ReportCase, key: str) -> ReportCase | None:
    parts = [TIERS[case.tier], case.case_number, case.court, case.date]
    st.caption(plain(" · ".join(part for part in parts if part)))
    holding = st.text_area(t("reports.holding"), case.holding, height=140, key=f"holding-{key}")
    facts = st.text_area(t("reports.facts"), case.facts, height=100, key=f"facts-{key}")
    focus = st.text_area(t("reports.focus"), case.focus, height=70, key=f"focus-{key}")
    law = st.text_area(t("reports.law"), case.law, height=70, key=f"law-{key}")
    similar = st.radio(
        t("verdict.question"), VERDICTS, VERDICTS.index(case.similar), key=f"similar-{key}", horizontal=True,
        format_func={None: t("verdict.open"), True: t("verdict.alike"), False: t("verdict.unlike")}.__getitem__,
    )  # fmt: skip
    reason = st.text_area(t("verdict.reason"), case.reason, height=80, key=f"reason-{key}")
    if st.checkbox(t("reports.leave_out"), key=f"out-{key}"):
        return None
    return case.model_copy(
        update={
            "holding": holding,
            "facts": facts,
            "focus": focus,
            "law": law,
            "similar": similar,
            "reason": reason,
        }
    )

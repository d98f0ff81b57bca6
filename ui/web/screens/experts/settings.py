"""设置: which fields the public sees, and when something is due."""

import streamlit as st

from experts.roster.duties import Limits
from ui.web.client import ServiceRefused
from ui.web.screens.experts import service
from ui.web.screens.experts.parts import many
from ui.web.screens.experts.state import Experts
from ui.web.texts import t

_PUBLIC = {"mediator": "public_mediator", "expert": "public_expert"}
"""Text for each group of people whose public fields are chosen."""


def draw(state: Experts) -> None:
    """Draw them."""
    held = service.settings()
    with st.form("settings"):
        st.caption(t("experts.public_note"))
        fields = {
            group: many(st, _PUBLIC[group], held.choices, default=chosen)
            for group, chosen in held.public_fields.items()
        }
        st.caption(t("experts.limits_note"))
        columns = st.columns(len(Limits.model_fields))
        limits = {
            name: column.number_input(
                t(f"experts.limit_{name}"),
                value=float(getattr(held.duties, name)),
                min_value=0.0,
                step=1.0,
                format="%g",
            )
            for name, column in zip(Limits.model_fields, columns, strict=True)
        }
        if not st.form_submit_button(t("experts.save"), type="primary"):
            return
    try:
        service.put_settings(fields, limits)
    except ServiceRefused as refused:
        st.error(str(refused))
        return
    st.success(t("experts.saved"))

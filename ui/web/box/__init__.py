"""The one search box: words, a pasted case, a 案号 or a statute; suggestions while typing; Enter searches."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ui.web import reading
from ui.web.texts import t

_HERE = Path(__file__).parent
SHORTEST, LONGEST = 1, 40
"""Characters between which suggestions are asked for."""


@cache
def _component() -> Any:
    html, css, js = ((_HERE / f"box.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("fengqiao_box", html=html, css=css, js=js, isolate_styles=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a text, and the filter of the suggestion that was taken."""

    text: str
    filter: str = ""


def search_box(shown: str) -> Asked | None:
    """Draw the box with a text in it; what was asked for just now, else ``None``.

    To be called inside a fragment: typing draws only the box again.
    """
    typed = str((st.session_state.get("search-box") or {}).get("typed") or "")
    data = {
        "shown": shown,
        "typed": typed,
        "label": t("search_label"),
        "placeholder": t("search_placeholder"),
        "button": t("search_button"),
        "suggested": t("search.suggested"),
        "suggestions": _suggestions(typed),
    }
    result = _component()(
        key="search-box", data=data, on_typed_change=lambda: None, on_asked_change=lambda: None
    )
    asked = result.asked
    return None if asked is None else Asked(str(asked["text"]), str(asked["filter"]))


def _suggestions(typed: str) -> list[dict[str, str]]:
    words = typed.strip()
    if not SHORTEST <= len(words) <= LONGEST or "\n" in words:
        return []
    return reading.suggestions(words)

"""What every screen has: style, language, state from and to the URL, the service's faults, what the library is."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from search_api.retrieval.models import Holdings
from ui.web import account, known
from ui.web.client import TIMEOUT, ServiceRefused, ServiceSlow, ServiceUnavailable, SignInNeeded
from ui.web.frame import frame_script
from ui.web.markup import plain
from ui.web.state import View, to_params
from ui.web.texts import t

log = logging.getLogger(__name__)
_HERE = Path(__file__).parent


def prepare() -> None:
    """Set up the page."""
    st.set_page_config(page_title=f"{t('product')} {t('tagline')}", layout="wide")
    css, frame, script = (
        (_HERE / name).read_text("utf-8") for name in ("style.css", "frame.js", "navigation.js")
    )
    body = f"<style>{css}</style><script>{frame_script()}\n{frame}\n{script}</script>"
    st.html(body, unsafe_allow_javascript=True)


def params() -> dict[str, list[str]]:
    """Query parameters of the URL, all values of each name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def html(body: str, place: Any = st) -> None:
    """Put ready HTML on the page, in Chinese glyph forms. Callers escape what comes from documents.

    Args:
        body: The HTML.
        place: An element that it replaces, from ``st.empty``; by default it follows what is there.
    """
    place.html(f'<div lang="zh-CN">{body}</div>')


def brand(held: Holdings | None, small: bool = False) -> None:
    """The product's name, a link to the empty search screen, and what in the library is made up."""
    level = "p" if small else "h1"
    name = f'<a href="?" target="_self">{t("product")}</a> <small>{t("tagline")}</small>'
    note = sample_note(held)
    strip = f'<div class="fq-sample">{note}</div>' if note else ""
    html(f'<{level} class="fq-brand">{name}</{level}>{strip}')


def sample_note(held: Holdings | None) -> str:
    """What to say of sample material; a sentence that is true of any library while this one is unknown."""
    if held is None:
        return t("sample_unknown")
    if held.fictional == 0:
        return ""
    whole = held.fictional == held.total - held.gists
    return t("sample_all") if whole else t("sample_some", count=held.fictional)


def go(view: View) -> None:
    """Show another view: the URL changes, then the page."""
    st.query_params.from_dict(to_params(view))
    st.rerun()


def guarded(draw: Callable[[], None]) -> None:
    """Draw a screen; a fault of the service, or of the screen itself, becomes a sentence that says what to do."""
    try:
        draw()
    except ServiceSlow:
        st.error(t("service_slow", seconds=f"{TIMEOUT:.0f}"))
    except ServiceUnavailable as error:
        st.error(t("service_down", address=error))
    except SignInNeeded:
        html(account.invitation())
    except ServiceRefused as error:
        st.error(plain(str(error)))
    except Exception:
        # Streamlit would tell of it in English; whoever keeps the machine finds it in the log.
        log.exception("a screen could not be drawn")
        st.error(t("page_failed"))


def show_holdings(held: Holdings | None) -> None:
    """Say what the library holds and to which date the law was checked."""
    if held is None:
        return
    kinds = "，".join(f"{known.value_label('kind', kind)} {count}" for kind, count in held.kinds.items())
    text = t("holdings", total=held.total, kinds=kinds or t("holdings_none"), newest=held.newest or "不详")
    if held.gists:
        text += t("holdings_gists", count=held.gists)
    text += t("holdings_law", date=held.law_checked) if held.law_checked else t("holdings_law_unknown")
    html(f'<div class="fq-holdings">{text}</div>')

"""What every screen has: style, language, state from and to the URL, the service's faults."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from search_api.retrieval.models import Holdings
from ui.web.client import ServiceRefused, ServiceUnavailable
from ui.web.state import View, from_params, to_params
from ui.web.texts import label, t


def prepare() -> View:
    """Set up the page and return the view that the URL asks for."""
    st.set_page_config(page_title=f"{t('product')} {t('tagline')}", layout="wide")
    css = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    # Streamlit declares its pages English; browsers then choose Japanese forms of Han glyphs.
    script = "<script>document.documentElement.lang = 'zh-CN'</script>"
    st.html(f"<style>{css}</style>{script}", unsafe_allow_javascript=True)
    return from_params({name: st.query_params.get_all(name) for name in st.query_params})


def html(body: str) -> None:
    """Put ready HTML on the page, in Chinese glyph forms. Callers escape what comes from documents."""
    st.html(f'<div lang="zh-CN">{body}</div>')


def brand(small: bool = False) -> None:
    """The product's name, a link to the empty search screen."""
    level = "p" if small else "h1"
    name = f'<a href="?" target="_self">{t("product")}</a> <small>{t("tagline")}</small>'
    html(f'<{level} class="fq-brand">{name}</{level}>')


def go(view: View) -> None:
    """Show another view: the URL changes, then the page."""
    st.query_params.from_dict(to_params(view))
    st.rerun()


def guarded(draw: Callable[[], None]) -> None:
    """Draw a screen; a fault of the service becomes a sentence that says what to do."""
    try:
        draw()
    except ServiceUnavailable as error:
        st.error(t("service_down", address=error))
    except ServiceRefused as error:
        st.error(str(error))


def show_holdings(holdings: Holdings | None) -> None:
    """Say what the library holds and to which date the law was checked."""
    if holdings is None:
        return
    kinds = "，".join(f"{label('kind', kind)} {count}" for kind, count in holdings.kinds.items())
    text = t("holdings", total=holdings.total, kinds=kinds, newest=holdings.newest or "不详")
    if holdings.law_checked:
        text += t("holdings_law", date=holdings.law_checked)
    html(f'<div class="fq-holdings">{text}</div>')

"""Whose page this is: the session cookie that the service's sign-in page set, shown back to the service.

The cookie is HttpOnly, so no script on the page can read it; the browser sends it to every port of the host, so this
server sees it when a page opens. It is never put into the page, the URL or Streamlit's session state.
"""

import hashlib

import streamlit as st

COOKIE = "fengqiao_session"


def token() -> str:
    """The session's token of whom this page is drawn for; empty for none. Only in the thread that draws the page."""
    value = st.context.cookies.get(COOKIE, "")
    return value if isinstance(value, str) else ""


def headers() -> dict[str, str]:
    """What a call to the service carries on behalf of this page's user."""
    value = token()
    return {"authorization": f"Bearer {value}"} if value else {}


def mark() -> str:
    """Tells users apart in what is kept between calls, without keeping a token."""
    return hashlib.sha256(token().encode()).hexdigest()

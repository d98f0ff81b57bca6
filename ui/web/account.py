"""Who is signed in, on top of every page; and what is shown to who is not."""

import os
from html import escape
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from search_api.http.access.origin import is_loopback
from search_api.http.account_views import Me
from ui.web import client
from ui.web.markup import link
from ui.web.texts import t

LONGEST = 1_500
"""Characters of a view's state that a sign-in leads back to; a longer one, which holds a whole case, is left behind."""
_local: list[Me] = []
"""The one user of local mode, once the service said that it runs so: it cannot change while it runs."""


def me() -> Me | None:
    """Who the service takes this page's user for; ``None`` while it does not answer."""
    if _local:
        return _local[0]
    try:
        found = Me.model_validate(client.call("GET", "/v1/me").json())
    except (client.ServiceUnavailable, client.ServiceRefused):
        return None
    if found.mode == "local":
        _local.append(found)
    return found


def service_page(name: str) -> str:
    """Address of a page of the service (``signin``, ``signout``) as this browser reaches it, leading back to this view."""
    here = str(st.context.url or "")
    asked = urlencode({key: st.query_params.get_all(key) for key in st.query_params}, doseq=True)
    view = f"{here}?{asked}" if here and asked and len(asked) <= LONGEST else here
    return f"{public_address(here)}/v1/{name}?next={quote(view, safe='')}"


def public_address(here: str) -> str:
    """Where the browser that shows the page at ``here`` reaches the service.

    ``FENGQIAO_PUBLIC_API`` where it is set (``/`` for the same host, behind a proxy). Else the service's own address,
    under the name that the page was opened with: a cookie for ``localhost`` is none for ``127.0.0.1``.
    """
    given = os.environ.get("FENGQIAO_PUBLIC_API", "")
    if given:
        return given.rstrip("/")
    service, page = urlsplit(client.address()), urlsplit(here)
    if page.hostname and is_loopback(service.hostname or "") and service.port:
        host = f"[{page.hostname}]" if ":" in page.hostname else page.hostname
        return f"{service.scheme}://{host}:{service.port}"
    return client.address()


def strip(found: Me | None) -> str:
    """HTML of the line that says who is signed in; empty in local mode."""
    if found is None or found.mode == "local":
        return ""
    if not found.signed_in:
        return f'<div class="fq-me"><a href="{escape(service_page("signin"))}" target="_self">{t("account.sign_in")}</a></div>'
    who = " · ".join(part for part in (found.label, found.organisation) if part)
    roles = "、".join(found.role_labels)
    out = f'<a href="{escape(service_page("signout"))}" target="_self">{t("account.sign_out")}</a>'
    keep = link("?page=admin", t("nav.admin")) + " " if "administrator" in found.roles else ""
    return f'<div class="fq-me"><span title="{escape(roles)}">{escape(who)}</span> {keep}{out}</div>'


def invitation() -> str:
    """HTML for who has to sign in first."""
    return (
        f'<div class="fq-signin" role="status"><p>{t("account.needed")}</p>'
        f'<p><a href="{escape(service_page("signin"))}" target="_self">{t("account.sign_in")}</a></p></div>'
    )

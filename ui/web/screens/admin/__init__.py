"""管理: accounts, organisations, keys and sessions, and the audit trail, for administrators."""

from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.admin import accounts, adding, one, organisations, trail
from ui.web.screens.admin.state import TABS, Admin
from ui.web.texts import t
from ui.web.urlstate import read, url


def draw() -> None:
    """Draw the account that the URL names, else the list or form under its tab."""
    state = read(Admin)
    if state.name:
        one.draw(state.name)
        return
    html(_tabs(state))
    {"accounts": accounts.draw, "add": adding.draw, "organisations": organisations.draw, "trail": trail.draw}[
        state.tab
    ](state)


def _tabs(state: Admin) -> str:
    parts = []
    for name in TABS:
        anchor = link(url("admin", Admin(tab=name)), t(f"admin.tab_{name}"))
        parts.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == state.tab else anchor)
    return f'<nav class="fq-nav fq-tabs" aria-label="{t("admin.tabs")}">{"".join(parts)}</nav>'

"""咨询: questions to the experts, the desk of who answers them, time limits."""

from ui.web import experts_desk
from ui.web.feeds import feed_controls
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.consults import asking, listing, one, reminding, settings
from ui.web.screens.consults.state import TABS, Consults
from ui.web.texts import t
from ui.web.urlstate import read, url


def draw() -> None:
    """Draw the consult that the URL names, else the list or form under its tab."""
    state = read(Consults)
    if state.id:
        one.draw(state)
        return
    due = experts_desk.reminders() if state.tab == "desk" else []
    html(_tabs(state, sum(one.kind == "consult" for one in due)))
    if state.tab == "desk":
        reminding.draw(due)
    {"desk": listing.draw, "ask": asking.draw, "limits": settings.draw}[state.tab](state)
    if state.tab == "desk":
        feed_controls()


def _tabs(state: Consults, late: int) -> str:
    parts = []
    for name in TABS:
        text = t(f"consults.tab_{name}") + (f"（{late}）" if name == "desk" and late else "")
        anchor = link(url("consults", Consults(tab=name)), text)
        parts.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == state.tab else anchor)
    parts += [link(url("quality"), t("quality.title")), link(url("recusal"), t("recusal.title"))]
    return f'<nav class="fq-nav fq-tabs" aria-label="{t("consults.tabs")}">{"".join(parts)}</nav>'

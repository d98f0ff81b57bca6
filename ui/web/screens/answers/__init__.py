"""标准问答: ask, browse by topic, guides of mediation work, model documents, and keeping the bank."""

from ui.web import account
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.answers import asking, bank, documents, drafting, entry, guides, topics, unanswered
from ui.web.screens.answers.state import EDITING, TABS, Answers, Tab
from ui.web.texts import t
from ui.web.urlstate import read, url

_MAY_SEE: dict[Tab, frozenset[str]] = {
    "open": frozenset({"editor", "expert", "administrator", "owner"}),
    "bank": frozenset({"editor", "administrator", "owner"}),
}


def draw() -> None:
    """Draw the entry that the URL names, else the tab."""
    state = read(Answers)
    html(_tabs(state))
    if state.entry:
        entry.draw(state)
        return
    {
        "ask": asking.draw,
        "topics": topics.draw,
        "guides": guides.draw,
        "forms": documents.draw,
        "open": unanswered.draw,
        "bank": drafting.draw if state.keep else bank.draw,
    }[state.tab](state)


def _tabs(state: Answers) -> str:
    me = account.me()
    roles = frozenset(me.roles if me else ())
    parts = []
    for name in TABS:
        if name in EDITING and name != state.tab and not roles & _MAY_SEE[name]:
            continue
        anchor = link(url("answers", Answers(tab=name)), t(f"answers.tab_{name}"))
        here = name == state.tab and not state.entry
        parts.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if here else anchor)
    return f'<nav class="fq-nav fq-tabs" aria-label="{t("answers.tabs")}">{"".join(parts)}</nav>'

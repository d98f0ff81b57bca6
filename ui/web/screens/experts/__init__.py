"""专家库: the public directory of people and organisations, and the officer's roster, matching and matters."""

from collections.abc import Callable

from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.experts import (
    changes,
    complaints,
    duties,
    firms,
    importing,
    matching,
    matter,
    matters,
    organisation,
    organisations,
    people,
    person,
    record,
    roster,
    settings,
    slots,
)
from ui.web.screens.experts.parts import is_officer, own_id
from ui.web.screens.experts.state import EXPERT, OFFICER, PUBLIC, Experts, Tab
from ui.web.texts import t
from ui.web.urlstate import read, url

_ONE: dict[str, Callable[[Experts], None]] = {
    "people": person.draw, "organisations": organisation.draw, "roster": record.draw,
}  # fmt: skip
_LISTS: dict[str, Callable[[Experts], None]] = {
    "people": people.draw,
    "organisations": organisations.draw,
    "roster": roster.draw,
    "import": importing.draw,
    "match": matching.draw,
    "matters": matters.draw,
    "slots": slots.draw,
    "duties": duties.draw,
    "complaints": complaints.draw,
    "firms": firms.draw,
    "changes": changes.draw,
    "settings": settings.draw,
}


def draw() -> None:
    """Draw the person, organisation or matter that the URL names, else the tab that it names."""
    state = read(Experts)
    html(_tabs(state, (*PUBLIC, *(EXPERT if own_id() else ()), *(OFFICER if is_officer() else ()))))
    if state.id and state.tab in _ONE:
        _ONE[state.tab](state)
    elif state.matter:
        matter.draw(state)
    else:
        _LISTS[state.tab](state)


def _tabs(state: Experts, shown: tuple[Tab, ...]) -> str:
    parts = []
    for name in shown:
        anchor = link(url("experts", Experts(tab=name)), t(f"experts.tab_{name}"))
        parts.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == state.tab else anchor)
    return f'<nav class="fq-nav fq-tabs" aria-label="{t("experts.tabs")}">{"".join(parts)}</nav>'

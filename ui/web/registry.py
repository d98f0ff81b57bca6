"""The screens of the web page: ``?page=NAME`` chooses one, and the bar on top lists those that have a place in it.

To add a screen:

1. write ``ui/web/screens/NAME.py`` with ``def draw() -> None``; its state is a frozen dataclass that
   ``ui.web.urlstate.read`` fills from the URL, its links are ``ui.web.urlstate.url("NAME", state)``;
2. add ``Screen("NAME", NAME.draw, order)`` to :data:`SCREENS` below (``order`` ``None``: reached by links only);
3. put its texts under ``NAME:`` in ``ui/web/texts.yaml``, its name in the bar under ``nav.NAME``.

Header, sample note, bar, footer and errors of the service are drawn around every screen by ``ui.web.app``; a screen
calls the service with ``ui.web.client.call`` and puts HTML on the page with ``ui.web.page.html`` only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ui.web.markup import link
from ui.web.screens import (
    admin,
    answers,
    browse,
    compare,
    consults,
    experts,
    folders,
    mediation,
    parties,
    quality,
    recusal,
    releases,
    reports,
    search,
)
from ui.web.texts import t


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen."""

    name: str
    """The value of ``page`` in the URL; lower-case ASCII letters."""
    draw: Callable[[], None]
    """Draws it; reads its state from the URL."""
    order: int | None = None
    """Place in the bar, from the left; ``None`` keeps it out of the bar."""


SCREENS: tuple[Screen, ...] = (
    Screen("search", search.draw, 10),  # 检索
    Screen("browse", browse.draw),
    Screen("compare", compare.draw),
    Screen("parties", parties.draw),
    Screen("mediation", mediation.draw),
    Screen("answers", answers.draw, 20),  # 标准问答
    Screen("experts", experts.draw, 30),  # 专家库
    Screen("consults", consults.draw, 40),  # 咨询
    Screen("quality", quality.draw),  # 质效分析
    Screen("recusal", recusal.draw),  # 回避核对
    Screen("folders", folders.draw, 50),  # 卷宗夹
    Screen("reports", reports.draw, 60),  # 报告
    Screen("releases", releases.draw, 70),  # 案例发布
    Screen("admin", admin.draw),  # 管理, linked for administrators beside their name
)
DEFAULT = SCREENS[0]


def chosen(name: str) -> Screen:
    """The screen of that name; the search screen for no name and for one that is unknown."""
    return next((screen for screen in SCREENS if screen.name == name), DEFAULT)


def bar(current: Screen) -> str:
    """HTML of the navigation bar, the screen that is shown marked."""
    shown = sorted(
        (screen for screen in SCREENS if screen.order is not None), key=lambda screen: screen.order or 0
    )
    links = []
    for screen in shown:
        address = "?" if screen is DEFAULT else f"?page={screen.name}"
        anchor = link(address, t(f"nav.{screen.name}"))
        if screen is current:
            anchor = anchor.replace("<a ", '<a aria-current="page" ', 1)
        links.append(anchor)
    return f'<nav class="fq-nav" aria-label="{t("nav.label")}">{"".join(links)}</nav>'

"""What the sides of the release screen share: its tabs, the names of states, the files of a batch."""

from ui.web import desk
from ui.web.downloads import downloads
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import url


def tabs(current: str) -> None:
    """The three lists."""
    states = {
        "batches": Releases(),
        "candidates": Releases(tab="candidates"),
        "editions": Releases(tab="editions"),
    }
    links = []
    for name, state in states.items():
        anchor = link(url("releases", state), t(f"releases.tab_{name}"))
        links.append(anchor.replace("<a ", '<a aria-current="page" ', 1) if name == current else anchor)
    html(f'<nav class="fq-nav" aria-label="{t("releases.tabs")}">{"".join(links)}</nav>')


def state_label(state: str) -> str:
    """A state of a batch in Chinese."""
    return t(f"releases.state_{state}")


def files(path: str, name: str) -> None:
    """Buttons for the files of a batch or edition, which the service makes at ``path``."""
    downloads("releases", ("docx", "pdf", "html"), name, lambda format: desk.file(path, format=format))

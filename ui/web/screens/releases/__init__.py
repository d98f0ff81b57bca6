"""案例发布: candidates, batches being compiled, checked and approved, and what was published."""

import streamlit as st

from ui.web import client
from ui.web.screens.releases import batch, candidates, editions, listing
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.undo import show_undo
from ui.web.urlstate import read


def draw() -> None:
    """Draw what the URL names: a batch, an edition, or one of the lists."""
    state = read(Releases)
    show_undo()
    if state.edition:
        editions.draw_one(state.edition)
        return
    try:
        if state.id:
            batch.draw(state)
        elif state.tab == "candidates" or state.propose:
            candidates.draw(state)
        elif state.tab == "editions":
            editions.draw()
        else:
            listing.draw()
    except client.SignInNeeded:
        raise
    except client.ServiceRefused as error:
        # Who may not compile may still read what was published.
        st.info(f"{error} {t('releases.public_only')}")
        editions.draw()

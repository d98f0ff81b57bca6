"""What keeps a batch from publication, each with the way to where it is mended; a finished file looked through."""

from html import escape

import streamlit as st

from search_api.releases.findings import Finding, Level
from search_api.releases.views import ReleaseView
from ui.web.markup import link
from ui.web.page import html
from ui.web.screens.releases import service
from ui.web.screens.releases.history import place_name
from ui.web.screens.releases.state import Releases
from ui.web.texts import t
from ui.web.urlstate import url


def draw(release: ReleaseView) -> None:
    """Draw both."""
    with st.spinner(t("releases.checking")):
        found = service.findings(release.id)
    blocking = [finding for finding in found if finding.level is Level.BLOCK]
    if blocking:
        st.error(t("releases.blocked", count=len(blocking)))
    else:
        st.success(t("releases.clear"))
    html("".join(_card(release, finding) for finding in found))
    html(f'<h2 class="fq-h2">{t("releases.file_check")}</h2>')
    file = st.file_uploader(t("releases.file"), type=["docx"], help=t("releases.file_help"))
    if file is not None:
        leaks = service.check_file(release.id, file.name, file.getvalue())
        if leaks:
            html("".join(_card(release, finding) for finding in leaks))
        else:
            st.success(t("releases.file_clear"))


def _card(release: ReleaseView, finding: Finding) -> str:
    kind = t(f"releases.level_{finding.level.value}")
    numbers = {case.id: at for at, case in enumerate(release.cases, 1)}
    where = []
    if finding.case in numbers:
        state = Releases(id=release.id, case=finding.case or 0)
        where.append(link(url("releases", state), t("releases.case_number", number=numbers[finding.case])))
    if finding.place:
        where.append(escape(place_name(release.form, finding.place)))
    return (
        f'<div class="fq-card"><div class="fq-meta">{escape(kind)}　{"　".join(where)}</div>'
        f"{escape(finding.message)}</div>"
    )

"""A batch as it will be, or was, printed."""

from search_api.releases.forms import forms
from search_api.releases.layout import paper
from search_api.releases.views import EditionView, ReleaseView
from search_api.reports.drafting import beijing
from ui.web.page import html
from ui.web.screens.releases.parts import state_label
from ui.web.screens.reports.printed import paper_html


def draw_draft(release: ReleaseView) -> None:
    """Draw the batch as it stands."""
    made = paper(
        release.title, release.number, release.issuers, release.preface, forms()[release.form],
        [case.content for case in release.cases], state=state_label(release.state),
    )  # fmt: skip
    html(paper_html(made))


def draw_edition(edition: EditionView) -> None:
    """Draw the edition."""
    made = paper(
        edition.title, edition.number, edition.issuers, edition.preface, forms()[edition.form],
        edition.contents, state=f"{beijing(edition.made)[:10]} 发布", sha256=edition.sha256,
    )  # fmt: skip
    html(paper_html(made))

"""检索 and 文书: the search screen and, with ``doc`` in the URL, a document."""

from ui.web.document_page import show_document
from ui.web.page import params
from ui.web.search_page import show_search
from ui.web.state import from_params


def draw() -> None:
    """Draw the document that the URL names, else the search screen."""
    view = from_params(params())
    if view.document:
        show_document(view)
    else:
        show_search(view)

"""The page that Streamlit runs."""

from functools import partial

from ui.web.document_page import show_document
from ui.web.page import guarded, prepare
from ui.web.search_page import show_search

view = prepare()
guarded(partial(show_document if view.document else show_search, view))

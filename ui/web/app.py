"""The page that Streamlit runs."""

from functools import partial

from ui.web import known
from ui.web.document_page import show_document
from ui.web.page import brand, guarded, prepare, show_holdings
from ui.web.search_page import show_search

view = prepare()
held = known.holdings()
brand(held, small=bool(view.document))
guarded(partial(show_document if view.document else show_search, view))
guarded(partial(show_holdings, held))

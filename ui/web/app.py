"""The page that Streamlit runs."""

from functools import partial

from ui.web import account, known
from ui.web.page import brand, guarded, html, params, prepare, show_holdings
from ui.web.registry import bar, chosen

prepare()
asked = params()
screen = chosen(next(iter(asked.get("page", [])), ""))
if line := account.strip(account.me()):
    html(line)
held = known.holdings()
brand(held, small=screen.order is None or "doc" in asked)
html(bar(screen))
guarded(screen.draw)
guarded(partial(show_holdings, held))

"""The judging page: a form in the browser, served from this machine, without network."""

from ui.judging.app import make_app

__all__ = ["make_app"]

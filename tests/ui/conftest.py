"""Fixtures of tests that drive a browser."""

from tests.browsing import browser, page, program, site

__all__ = ["browser", "page", "program", "site"]

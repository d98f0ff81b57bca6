"""Fixtures of tests that drive a browser; a failed one tells what stood on the page."""

from collections.abc import Iterator

import pytest

from tests.browsing import browser, page, program, site

__all__ = ["browser", "page", "program", "site"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    tab = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and tab is not None and not tab.is_closed():
        report.sections.append(("page", f"{tab.url}\n{tab.inner_text('body', timeout=2000)}"))
    return report

"""Fixtures that every package's tests may use."""

from tests.office_store import _migrated_database, _migrated_file, office, office_url

__all__ = ["_migrated_database", "_migrated_file", "office", "office_url", "pytest_make_parametrize_id"]


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Made files are named by their parameter: archives hold the time of day, and processes that collect the same tests
    at different moments would else call them differently."""
    return argname if isinstance(val, bytes) else None

"""Fixtures that every package's tests may use."""

from tests.office_store import _migrated_database, _migrated_file, office, office_url

__all__ = ["_migrated_database", "_migrated_file", "office", "office_url"]

"""Backup and restore of a data folder: library and office of one moment in one checked file."""

from office.backup.contents import BackupError, Manifest
from office.backup.make import make_backup
from office.backup.restore import check_backup, restore_backup

__all__ = ["BackupError", "Manifest", "check_backup", "make_backup", "restore_backup"]

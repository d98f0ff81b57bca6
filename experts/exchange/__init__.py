"""Rosters in and out of tables (.xlsx, .csv), with a preview of what would change."""

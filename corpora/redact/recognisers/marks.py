"""Characters with which numbers are masked in papers."""

MASKS = "*×✕＊●•"
"""Between brackets of a pattern; X and x besides, where letters cannot stand."""

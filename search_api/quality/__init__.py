"""The quality report on paper and as a table."""

from search_api.quality.papers import quality_paper
from search_api.quality.sheets import to_xlsx

__all__ = ["quality_paper", "to_xlsx"]

"""Measures of a run against judgments, one a file, with the paper each comes from.

All are computed by ir-measures, those of authority tiers excepted, which no library has. Higher is better in all.
"""

from eval.measures.condensed import condense
from eval.measures.protocol import Protocol, default_threshold
from eval.measures.ranking import ranked
from eval.measures.table import CONDENSED, NAMES, SHOWN, condensed_per_query, means, per_query

__all__ = [
    "CONDENSED",
    "NAMES",
    "SHOWN",
    "Protocol",
    "condense",
    "condensed_per_query",
    "default_threshold",
    "means",
    "per_query",
    "ranked",
]

"""Recusal (回避): who may not serve in a dispute, by classes of grounds; decisions, consents and the log."""

from experts.recusal.check import Finding, check
from experts.recusal.decisions import Recusals, decide, dispute_key, history, log_check
from experts.recusal.errors import RecusalRefused
from experts.recusal.grounds import Ground, ground, grounds

__all__ = [
    "Finding",
    "Ground",
    "RecusalRefused",
    "Recusals",
    "check",
    "decide",
    "dispute_key",
    "ground",
    "grounds",
    "history",
    "log_check",
]

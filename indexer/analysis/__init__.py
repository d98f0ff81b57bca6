"""Text to terms."""

from indexer.analysis.analyzer import Analyzer, default_analyzer
from indexer.analysis.token import Token

__all__ = ["Analyzer", "Token", "default_analyzer"]

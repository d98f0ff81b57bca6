"""Statutes cited in a text."""

from corpora.citations.statutes import find_statutes, parse_statute

__all__ = ["find_statutes", "parse_statute"]

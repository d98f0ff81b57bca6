"""Dispute type of a text by the vocabulary's words, weighted; deterministic."""

from corpora.classify.vote import Classification, classify

__all__ = ["Classification", "classify"]

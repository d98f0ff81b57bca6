"""Dispute type of a text, with a calibrated confidence and reasons; offline and deterministic."""

from corpora.classify.decide import SURE, Classification, Reason, classify

__all__ = ["SURE", "Classification", "Reason", "classify"]

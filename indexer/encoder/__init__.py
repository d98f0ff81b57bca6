"""Encoders: the shipped static one, and any sentence-transformers folder."""

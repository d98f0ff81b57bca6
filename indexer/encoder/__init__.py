"""Encoders: the shipped static one, and any sentence-transformers folder."""

from indexer.encoder.load import EncoderUnavailable, load_encoder
from indexer.encoder.protocol import Encoder
from indexer.encoder.static import StaticEncoder

__all__ = ["Encoder", "EncoderUnavailable", "StaticEncoder", "load_encoder"]

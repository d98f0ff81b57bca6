"""The engine that needs no server: tantivy for words, faiss for vectors."""

from indexer.engine.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]

"""Retrieval: query in, ranked and explained documents out."""

from search_api.retrieval.errors import DocumentNotFound, QueryError, RetrievalError
from search_api.retrieval.searcher import Searcher

__all__ = ["DocumentNotFound", "QueryError", "RetrievalError", "Searcher"]

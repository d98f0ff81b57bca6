"""The fields of an index, and a document as the server takes it."""

import json
from typing import Any

import numpy as np

from indexer.engine.elastic.settings import ElasticSettings
from indexer.engine.elastic.tokens import text
from indexer.engine.elastic.translate import MAX_KEYWORD
from indexer.engine.filters import KEYWORD_FIELDS, NUMERIC_FIELDS
from indexer.engine.protocol import TEXT_FIELDS, IndexedDocument

MAPPING = 1
"""Raised when the mapping changes: an index with another number is refused."""
HASH = "content_hash"
PASSAGE_IDS = "passage_ids"
PASSAGES = "passages"
VECTOR = f"{PASSAGES}.vector"
PASSAGE_ID = f"{PASSAGES}.id"
_DIGITS = 5
"""Of a vector's components, which lie in [-1, 1]; the encoder's own precision is half a float."""
_MOST_PASSAGES = 100_000


def write_alias(index: str) -> str:
    """The alias that writes go to: unlike an index, it is never made by the first document sent to it."""
    return f"{index}-write"


def index_body(settings: ElasticSettings, dim: int, meta: dict[str, Any]) -> dict[str, Any]:
    """Settings and mapping of a new index.

    Args:
        settings: For shards and replicas.
        dim: Components of a vector; 0 for an index without vectors.
        meta: Kept with the mapping.
    """
    fields: dict[str, Any] = {name: {"type": "text", "analyzer": "whitespace"} for name in TEXT_FIELDS}
    fields |= {name: {"type": "keyword"} for name in KEYWORD_FIELDS}
    fields |= {name: {"type": "long"} for name in NUMERIC_FIELDS}
    fields[HASH] = {"type": "keyword", "index": False}
    fields[PASSAGE_IDS] = {"type": "long", "index": False}
    if dim:
        vector = {"type": "dense_vector", "dims": dim, "index": True, "similarity": "max_inner_product"}
        fields[PASSAGES] = {
            "type": "nested",
            "dynamic": "strict",
            "properties": {
                "id": {"type": "long", "index": False},
                "vector": vector | {"index_options": {"type": "int8_hnsw"}},
            },
        }
    return {
        "settings": {
            "number_of_shards": settings.shards,
            "number_of_replicas": settings.replicas,
            "refresh_interval": "-1",  # what is not committed stays out of sight
            "mapping.nested_objects.limit": _MOST_PASSAGES,
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": meta,
            "_source": {"enabled": False},  # texts are in the library of record
            "properties": fields,
        },
    }


def to_source(document: IndexedDocument, dim: int) -> str:
    """The document as one line of JSON.

    Raises:
        ValueError: vectors do not fit the passages or the dimension.
    """
    out: dict[str, Any] = {name: text(document.texts.get(name, ())) for name in TEXT_FIELDS}
    for name in KEYWORD_FIELDS:
        values = (document.id,) if name == "id" else document.keywords.get(name, ())
        kept = list(dict.fromkeys(value[:MAX_KEYWORD] for value in values))
        if kept:
            out[name] = kept
    out |= {name: document.numbers[name] for name in NUMERIC_FIELDS if name in document.numbers}
    out[HASH] = document.content_hash
    if dim and document.vectors is not None and len(document.passage_ids):
        if document.vectors.shape != (len(document.passage_ids), dim):
            raise ValueError(
                f"{document.id}: vectors of shape {document.vectors.shape} for "
                f"{len(document.passage_ids)} passages of {dim} dimensions"
            )
        rows = np.round(document.vectors.astype(np.float64), _DIGITS).tolist()
        ids = [int(number) for number in document.passage_ids]
        out[PASSAGE_IDS] = ids
        out[PASSAGES] = [{"id": id, "vector": row} for id, row in zip(ids, rows, strict=True)]
    return json.dumps(out, ensure_ascii=False, separators=(",", ":"))

"""The fields of the tantivy index."""

from typing import Any

import tantivy

from indexer.engine.filters import KEYWORD_FIELDS, NUMERIC_FIELDS
from indexer.engine.joined import Joined
from indexer.engine.protocol import TEXT_FIELDS, IndexedDocument

MAX_KEYWORD = 500
"""Longer keyword values are cut to this many characters, in the index and in filters alike."""
DOCNO = "docno"
"""The number that joins a document to its vectors: its first passage id."""
HASH = "content_hash"


def build_schema() -> Any:
    """Text fields with positions, keyword fields raw and fast, numbers indexed and fast."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(
            name, stored=name == "id", fast=True, tokenizer_name="raw", index_option="basic"
        )
    for name in NUMERIC_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_unsigned_field(DOCNO, fast=True)
    builder.add_text_field(HASH, stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def to_tantivy(document: IndexedDocument) -> Any:
    """The document as tantivy takes it."""
    out = tantivy.Document()
    for name in TEXT_FIELDS:
        tokens = document.texts.get(name)
        if tokens:
            out.add_text(name, tokens.text if isinstance(tokens, Joined) else " ".join(tokens))
    for name in KEYWORD_FIELDS:
        values = (document.id,) if name == "id" else document.keywords.get(name, ())
        for value in dict.fromkeys(value[:MAX_KEYWORD] for value in values):
            out.add_text(name, value)
    for name in NUMERIC_FIELDS:
        if name in document.numbers:
            out.add_integer(name, document.numbers[name])
    if document.vectors is not None and len(document.passage_ids):
        out.add_unsigned(DOCNO, int(document.passage_ids[0]))
    out.add_text(HASH, document.content_hash)
    return out

"""Text and markdown files."""

from collections.abc import Iterator

from corpora.model.errors import CorpusError, MalformedRecord
from corpora.readers.blob import Blob
from corpora.readers.clean import clean
from corpora.readers.decode import decode
from corpora.readers.jsonfile import json_documents
from corpora.readers.layouts import text_document
from corpora.readers.raw import RawDocument


def read_text(blob: Blob) -> Iterator[RawDocument | CorpusError]:
    """One document; a text that is JSON throughout is read as JSON."""
    text = clean(decode(blob.data()))
    if text.lstrip()[:1] in {"{", "["} and text.rstrip()[-1:] in {"}", "]"}:
        try:
            records = list(json_documents(blob, text))
        except MalformedRecord:
            records = []
        if any(isinstance(record, RawDocument) for record in records):
            yield from records
            return
    yield text_document(blob, text)

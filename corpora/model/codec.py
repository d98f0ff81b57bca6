"""Documents to JSON and back, without loss."""

from pydantic import TypeAdapter

from corpora.model.document import Document

_ADAPTER = TypeAdapter(Document)


def dump_document(document: Document) -> bytes:
    """UTF-8 JSON of a document; ISO dates, enums by value."""
    return _ADAPTER.dump_json(document)


def load_document(data: bytes | str) -> Document:
    """The document that :func:`dump_document` wrote.

    Raises:
        pydantic.ValidationError: the JSON is not a document.
    """
    return _ADAPTER.validate_json(data)

"""The document model."""

from corpora.model.codec import dump_document, load_document
from corpora.model.document import GIST, Document, Source, content_hash, document_id
from corpora.model.kinds import (
    AccessLevel,
    CourtLevel,
    DocumentType,
    Kind,
    Procedure,
    SectionRole,
    Tier,
)
from corpora.model.parts import (
    Amount,
    Court,
    KeyDate,
    KeyValue,
    MediationFacts,
    Party,
    Section,
    Span,
    Statute,
)

__all__ = [
    "GIST",
    "AccessLevel",
    "Amount",
    "Court",
    "CourtLevel",
    "Document",
    "DocumentType",
    "KeyDate",
    "KeyValue",
    "Kind",
    "MediationFacts",
    "Party",
    "Procedure",
    "Section",
    "SectionRole",
    "Source",
    "Span",
    "Statute",
    "Tier",
    "content_hash",
    "document_id",
    "dump_document",
    "load_document",
]

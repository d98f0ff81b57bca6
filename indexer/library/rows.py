"""Documents to rows and back."""

import sqlite3
import zlib
from dataclasses import replace
from hashlib import sha256

from corpora.model import Document, Source, dump_document, load_document
from indexer.library.passages import cut_passages
from indexer.viewer import Viewer

_LEVEL = 3
"""zlib level: within 4 % of the size of level 6 at twice the speed."""


def access_clause(viewer: Viewer, table: str = "documents") -> tuple[str, tuple[str, ...]]:
    """SQL that is true for what the viewer may learn of, with its parameters."""
    if viewer.sees_everything:
        return "1", ()
    if not viewer.organisation:
        return f"{table}.access = 'public'", ()
    return f"({table}.access = 'public' OR {table}.owner = ?)", (viewer.organisation,)


def record_hash(document: Document) -> str:
    """Hash of everything but the source, so that the same record from another path is unchanged."""
    return sha256(dump_document(replace(document, source=Source("")))).hexdigest()


def load_body(body: bytes) -> Document:
    """The document of a row."""
    return load_document(zlib.decompress(body))


def write_document(connection: sqlite3.Connection, document: Document, digest: str, group: str) -> None:
    """Insert a document with its passages, identifiers and citations; its old rows are gone already."""
    connection.execute(
        "INSERT INTO documents (id, kind, title, access, owner, date, content_hash, record_hash,"
        " group_key, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id, document.kind.value, document.title, document.access.value, document.owner,
            document.date.isoformat() if document.date else None, document.content_hash, digest, group,
            zlib.compress(dump_document(document), _LEVEL),
        ),
    )
    connection.executemany(
        "INSERT INTO passages (document_id, section, start, end) VALUES (?, ?, ?, ?)",
        [(document.id, *cut) for cut in cut_passages(document)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO identifiers VALUES (?, ?)",
        [(value, document.id) for value in own_identifiers(document)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO citations VALUES (?, ?)",
        [(target, document.id) for target in citation_targets(document)],
    )


def own_identifiers(document: Document) -> tuple[str, ...]:
    """What the document can be called by; the parser gives an article of a statute its ``law#article``."""
    own = [*document.identifiers, document.case_number]
    return tuple(dict.fromkeys(value for value in own if value))


def citation_targets(document: Document) -> tuple[str, ...]:
    """What the document cites: ``law#article`` keys and identifiers of other cases."""
    own = set(own_identifiers(document))
    targets = (*(statute.key for statute in document.statutes), *document.cited_cases)
    return tuple(dict.fromkeys(target for target in targets if target and target not in own))

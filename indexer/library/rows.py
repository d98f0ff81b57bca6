"""Documents to rows and back."""

import sqlite3
import zlib
from dataclasses import dataclass, replace
from hashlib import sha256

from corpora.model import Document, Source, dump_document, load_document
from indexer.library.errors import damaged
from indexer.library.groups import group_key
from indexer.library.passages import cut_passages
from indexer.viewer import Viewer

_LEVEL = 3
"""zlib level: within 4 % of the size of level 6 at twice the speed."""


def access_clause(viewer: Viewer, table: str = "documents") -> tuple[str, tuple[str, ...]]:
    """SQL that is true for what the viewer may learn of, with its parameters."""
    if viewer.sees_everything:
        return f"{table}.access <> 'redacted'", ()
    own = f"{table}.access = 'restricted' AND {table}.owner = ?"
    others = f"{table}.access = 'redacted' AND {table}.owner <> ?"
    parts = [f"{table}.access = 'public'"]
    if viewer.organisation:
        parts.append(own)
    if viewer.reads_redacted:
        parts.append(others)
    return f"({' OR '.join(parts)})", (viewer.organisation,) * (len(parts) - 1)


def record_hash(document: Document) -> str:
    """Hash of everything but the source, so that the same record from another path is unchanged."""
    return sha256(dump_document(replace(document, source=Source("")))).hexdigest()


def compress(data: bytes) -> bytes:
    """As the bodies of documents are kept."""
    return zlib.compress(data, _LEVEL)


def load_body(body: bytes) -> Document:
    """The document of a row.

    Raises:
        LibraryFault: the row is not as it was written.
    """
    try:
        return load_document(zlib.decompress(body))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise damaged("a document in it cannot be read") from error


@dataclass(frozen=True, slots=True)
class Row:
    """A document as the library keeps it."""

    id: str
    kind: str
    title: str
    access: str
    owner: str
    date: str | None
    content_hash: str
    record_hash: str
    group_key: str
    body: bytes
    """The document as JSON, zlib."""
    passages: tuple[tuple[int, int, int], ...]
    """Section index, start and end of each."""
    identifiers: tuple[str, ...]
    targets: tuple[str, ...]
    """What it cites."""
    profile: tuple[str, bytes] | None = None
    """Fingerprint and bytes of its profile, where it was worked out already."""


def row_of(document: Document) -> Row:
    """Everything that is written of a document."""
    return Row(
        document.id,
        document.kind.value,
        document.title,
        document.access.value,
        document.owner,
        document.date.isoformat() if document.date else None,
        document.content_hash,
        record_hash(document),
        group_key(document),
        zlib.compress(dump_document(document), _LEVEL),
        tuple(cut_passages(document)),
        own_identifiers(document),
        citation_targets(document),
    )


def write_row(connection: sqlite3.Connection, row: Row, first: int) -> None:
    """Insert a document with its passages, identifiers and citations; its old rows are gone already.

    Args:
        connection: Inside a transaction.
        row: The document.
        first: Id of its first passage; the others follow.
    """
    connection.execute(
        "INSERT INTO documents (id, kind, title, access, owner, date, content_hash, record_hash,"
        " group_key, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.id,
            row.kind,
            row.title,
            row.access,
            row.owner,
            row.date,
            row.content_hash,
            row.record_hash,
            row.group_key,
            row.body,
        ),
    )
    connection.executemany(
        "INSERT INTO passages (id, document_id, section, start, end) VALUES (?, ?, ?, ?, ?)",
        [(first + at, row.id, *cut) for at, cut in enumerate(row.passages)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO identifiers VALUES (?, ?)", [(value, row.id) for value in row.identifiers]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO citations VALUES (?, ?)", [(target, row.id) for target in row.targets]
    )
    if row.profile is not None:
        connection.execute("INSERT INTO profiles VALUES (?, ?, ?)", (row.id, *row.profile))


def next_passage(connection: sqlite3.Connection) -> int:
    """The id after the highest ever given; holds until the end of the transaction."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    return int(found[0]) + 1 if found else 1


def own_identifiers(document: Document) -> tuple[str, ...]:
    """What the document can be called by; the parser gives an article of a statute its ``law#article``."""
    own = [*document.identifiers, document.case_number]
    return tuple(dict.fromkeys(value for value in own if value))


def citation_targets(document: Document) -> tuple[str, ...]:
    """What the document cites: ``law#article`` keys and identifiers of other cases."""
    own = set(own_identifiers(document))
    targets = (*(statute.key for statute in document.statutes), *document.cited_cases)
    return tuple(dict.fromkeys(target for target in targets if target and target not in own))

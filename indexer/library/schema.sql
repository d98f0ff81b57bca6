-- The library of record. Version 1. Passage ids are never reused (AUTOINCREMENT), so that vectors can rely on them.
CREATE TABLE documents (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    access       TEXT NOT NULL,
    owner        TEXT NOT NULL,
    date         TEXT,                      -- ISO, or NULL
    content_hash TEXT NOT NULL,             -- of kind, title and text without whitespace
    record_hash  TEXT NOT NULL,             -- of everything but the source
    group_key    TEXT NOT NULL DEFAULT '',  -- shared by parallel cases
    body         BLOB NOT NULL              -- the document as JSON, zlib
);
CREATE INDEX documents_title ON documents (title);
CREATE INDEX documents_kind ON documents (kind, access);
CREATE INDEX documents_group ON documents (group_key) WHERE group_key <> '';
CREATE INDEX documents_content ON documents (content_hash);

CREATE TABLE passages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    section     INTEGER NOT NULL,           -- index of the section, -1 outside of all sections
    start       INTEGER NOT NULL,           -- code points of the document's text
    end         INTEGER NOT NULL
);
CREATE INDEX passages_document ON passages (document_id);

CREATE TABLE identifiers (
    identifier  TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (identifier, document_id)
) WITHOUT ROWID;
CREATE INDEX identifiers_document ON identifiers (document_id);

CREATE TABLE citations (
    target      TEXT NOT NULL,              -- law#article, or a case identifier
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (target, document_id)
) WITHOUT ROWID;
CREATE INDEX citations_document ON citations (document_id);

-- What the engine does not hold yet; written in the transaction that changed the document.
CREATE TABLE pending (
    document_id TEXT PRIMARY KEY,
    sequence    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    path     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,              -- bytes
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    records  INTEGER NOT NULL,
    done     INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', '0');

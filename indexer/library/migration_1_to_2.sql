-- Version 2: which documents each source file gave, so that those a changed file no longer gives can be removed.
-- Files read under version 1 are read again once; their documents stay as they are.
DROP TABLE sources;
CREATE TABLE sources (
    id       INTEGER PRIMARY KEY,
    path     TEXT NOT NULL UNIQUE,
    size     INTEGER NOT NULL,              -- bytes
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    records  INTEGER NOT NULL,
    done     INTEGER NOT NULL
);
CREATE TABLE source_documents (
    source      INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL,
    reading     TEXT NOT NULL,              -- the last reading of the file that gave the document
    PRIMARY KEY (source, document_id)
) WITHOUT ROWID;
CREATE INDEX source_documents_document ON source_documents (document_id);

-- Documents that a file no longer gives; at the end of a run those that no file gives are removed.
CREATE TABLE left_behind (document_id TEXT PRIMARY KEY) WITHOUT ROWID;

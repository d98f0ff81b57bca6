-- Version 4: shipped gists of articles. Each is a document while no official text of its article is public here.
CREATE TABLE gists (
    article     TEXT PRIMARY KEY,           -- law#article
    document_id TEXT NOT NULL,
    checked     TEXT NOT NULL,              -- ISO date of the last comparison with the official text; '' unknown
    body        BLOB NOT NULL               -- the gist as a document, JSON, zlib
) WITHOUT ROWID;

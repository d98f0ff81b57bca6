-- What the second stage of a similar-case search compares, worked out once; derived, and made anew by a rebuild.
CREATE TABLE profiles (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,              -- of the analyzer, the encoder and the rules it was made with
    body        BLOB NOT NULL               -- indexer.profiles.codec
);

-- Version 5: which documents were changed or removed last when, so that a reader forgets only those.
CREATE TABLE changes (
    document_id TEXT PRIMARY KEY,
    sequence    INTEGER NOT NULL            -- the generation that the change made
) WITHOUT ROWID;
CREATE INDEX changes_sequence ON changes (sequence);

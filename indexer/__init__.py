"""Text analysis, library of record, search engines, encoders and the ingest pipeline."""

"""The desk of one user: folders, verdicts, saved searches and what is new for them."""

"""The HTTP service: thin routes over retrieval and corpora."""

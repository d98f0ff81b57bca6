"""Routes, thin: read the request, call retrieval or corpora, shape the answer."""

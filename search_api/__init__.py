"""The service: retrieval as a library, and HTTP on top of it."""

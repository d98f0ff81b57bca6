"""Search and similar cases as a library, without HTTP."""

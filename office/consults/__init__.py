"""Consults of hard questions, as they are kept."""

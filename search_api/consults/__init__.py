"""Consults over HTTP and on paper."""

"""Decisions on recusal, as they are kept."""

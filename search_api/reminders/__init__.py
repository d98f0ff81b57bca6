"""Reminders as the service gives them."""

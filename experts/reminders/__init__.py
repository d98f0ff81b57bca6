"""Reminders of what becomes due: consults and terms, for the page, a feed, and e-mail where an organisation wants it."""

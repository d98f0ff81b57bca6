"""Accounts: organisations, users with roles, passwords, API keys, sessions of signed-in users."""

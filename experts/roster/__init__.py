"""People and organisations of mediation: who they are, what of it is public, and what becomes due."""

"""Search engines: one contract, one implementation a folder."""

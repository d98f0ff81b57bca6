"""Finding organisations and people for a dispute, fairly, and recording how the parties chose."""

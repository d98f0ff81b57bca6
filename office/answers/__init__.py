"""Standard answers as people keep them: versions with their states, what was answered, what had no answer."""

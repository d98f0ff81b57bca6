"""Who may ask what: the permission matrix and the gate in front of every route."""

"""One box: what was put into it, what is understood of it, and what of a long text is looked for."""

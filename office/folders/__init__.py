"""Folders, verdicts, saved searches and alerts of one user each; whoever is not the owner is told of nothing."""

"""Case releases: finding candidates, drafting in the usual forms, checking, printing, publishing into the library."""

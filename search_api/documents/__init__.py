"""One document beyond its text: how it is cited, its key dates, as a Word file, and as a page for the parties."""

"""Ways into the library without a search: suggestions, trees, statutes, releases, linked instances."""

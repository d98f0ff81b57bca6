"""How much a reader takes before it refuses with :class:`~corpora.model.errors.TooLarge`; sizes in bytes.

A single text of 100 MB is refused: no court document is that long, and every later step (sections,
passages, vectors) holds a document whole. A collection of that size is welcome as JSON Lines or as a folder,
which are read record by record.
"""

MIB = 1024 * 1024

MAX_DOCUMENT_BYTES = 64 * MIB
"""One text, JSON, HTML, CSV, Word, Excel file, and one line of JSON Lines."""

MAX_TEXT = 10_000_000
"""Characters of one document's text; 19 million took 3.4 GB to index, a long judgment has 100,000."""

MAX_PDF_BYTES = 200 * MIB
"""One PDF; scans are large while their text is small."""

MAX_STREAM_BYTES = 8192 * MIB
"""One JSON Lines or zip file on disk."""

MAX_PDF_PAGES = 3000

MAX_ARCHIVE_DEPTH = 3
"""A zip within a zip within a zip is the deepest that is opened."""

MAX_ARCHIVE_MEMBERS = 20_000
"""Members over all nested archives of one file."""

MAX_ARCHIVE_BYTES = 2048 * MIB
"""Expanded bytes over all nested archives of one file."""

MAX_EXPANSION_RATIO = 200
"""Expanded to packed size of one member above :data:`RATIO_FREE_BYTES`; Chinese text stays below 20."""

RATIO_FREE_BYTES = 4 * MIB

HEADER_SEARCH_ROWS = 20
"""Rows of a table in which a header is looked for."""

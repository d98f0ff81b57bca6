"""The shipped gists of articles as a built-in source of every library."""

from corpora.parse.gist import gist_documents
from indexer.library import Library


def shipped_gists(library: Library, *, wanted: bool | None = None) -> int:
    """Bring the library's gists up to the shipped ones; the engine follows with the next synchronisation.

    Args:
        library: To be changed.
        wanted: ``True`` to keep gists from now on, ``False`` to keep none, ``None`` as it was decided before;
            a library about which nothing was decided gets them.

    Returns:
        How many gists are documents now; an article whose official text is there has none.
    """
    keep = library.wants_gists if wanted is None else wanted
    return library.set_gists(gist_documents() if keep else ())

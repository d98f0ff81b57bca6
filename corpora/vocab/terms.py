"""Terms of art that word segmentation keeps whole."""

from functools import lru_cache

from corpora.vocab.files import load_lines


@lru_cache(maxsize=1)
def terms() -> tuple[str, ...]:
    """The terms in the order of the file, each once."""
    return tuple(dict.fromkeys(load_lines("terms.txt")))

"""The one way to faiss."""

from functools import cache
from typing import Any


@cache
def load_faiss() -> Any:
    """faiss, imported at the first use (0.2 s); its generated classes have no usable types.

    Searches run side by side, each on one thread: a second one waits longer than it helps.
    """
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss

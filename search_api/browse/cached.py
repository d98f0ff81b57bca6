"""Values worked out once for a state of the library and a viewer."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from indexer.viewer import Viewer
from search_api.retrieval.context import Context

T = TypeVar("T")
Key = tuple[int, Viewer, Hashable]
"""State of the library, what the viewer may see, and the name of the value."""
KEPT = 64
"""Values kept of one library."""

_lock = threading.Lock()
_kept: "WeakKeyDictionary[Context, dict[Key, Any]]" = WeakKeyDictionary()


def once(context: Context, viewer: Viewer, name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, made anew when the library changed; kept by what the viewer may see, never across viewers."""
    key: Key = (context.workspace.library.generation, viewer.scope, name)
    with _lock:
        kept = _kept.setdefault(context, {})
        if key in kept:
            return cast(T, kept[key])
    made = make()
    with _lock:
        for old in [k for k in kept if k[0] != key[0]]:
            del kept[old]
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = made
    return made

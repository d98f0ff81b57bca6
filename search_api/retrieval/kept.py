"""Values kept in memory for many threads at a time."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The latest values by key. Nobody waits for what another one loads; what changed while it was loaded is not kept.

    Args:
        most: How many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._changes = 0
        self._lock = threading.Lock()

    def get(self, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Values in the order of the keys, each once; keys that cannot be loaded are left out.

        Args:
            keys: What is wanted.
            load: Gives what is not here.
        """
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            found = {key: self._values[key] for key in wanted if key in self._values}
            for key in found:
                self._values.move_to_end(key)
            changes = self._changes
        missing = [key for key in wanted if key not in found]
        if not missing:
            return found
        loaded = load(missing)
        with self._lock:
            if self._changes == changes:
                self._values.update(loaded)
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
        found.update(loaded)
        return {key: found[key] for key in wanted if key in found}

    def forget(self, changed: Callable[[K], bool]) -> None:
        """Drop what changed, and what is being loaded just now."""
        with self._lock:
            self._changes += 1
            for key in [key for key in self._values if changed(key)]:
                del self._values[key]

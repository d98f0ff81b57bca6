"""Values kept for many threads."""

import threading
from collections.abc import Mapping

from search_api.retrieval.kept import Kept


def squares(keys: list[int]) -> Mapping[int, int]:
    return {key: key * key for key in keys if key >= 0}


def test_only_what_is_missing_is_loaded_and_the_order_is_that_of_the_keys() -> None:
    kept: Kept[int, int] = Kept(3)
    asked: list[list[int]] = []

    def load(keys: list[int]) -> Mapping[int, int]:
        asked.append(keys)
        return squares(keys)

    assert kept.get([2, 1, 2, -1], load) == {2: 4, 1: 1}
    assert list(kept.get([3, 1], load).items()) == [(3, 9), (1, 1)]
    assert asked == [[2, 1, -1], [3]]
    kept.get([4], load)  # the oldest, 2, makes room
    kept.get([1, 2], load)
    assert asked[-1] == [2]


def test_what_changes_is_forgotten_and_what_was_loaded_before_is_not_kept() -> None:
    kept: Kept[int, int] = Kept(10)
    kept.get([1, 2], squares)
    kept.forget(lambda key: key == 1)
    assert kept.get([1, 2], lambda keys: dict.fromkeys(keys, 0)) == {1: 0, 2: 4}

    def changed_meanwhile(keys: list[int]) -> Mapping[int, int]:
        kept.forget(lambda key: key in keys)
        return dict.fromkeys(keys, 7)

    assert kept.get([5], changed_meanwhile) == {5: 7}
    assert kept.get([5], squares) == {5: 25}


def test_nobody_waits_for_what_another_loads() -> None:
    kept: Kept[int, int] = Kept(10)
    began, may_end = threading.Event(), threading.Event()

    def slow(keys: list[int]) -> Mapping[int, int]:
        began.set()
        assert may_end.wait(10)
        return squares(keys)

    other = threading.Thread(target=kept.get, args=([1], slow))
    other.start()
    assert began.wait(10)
    assert kept.get([2], squares) == {2: 4}
    may_end.set()
    other.join()
    assert kept.get([1, 2], lambda keys: {}) == {1: 1, 2: 4}

"""Agreement of two annotators beyond chance.

Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1), 1960; with weights for
ordered grades, Cohen, Weighted kappa, Psychological Bulletin 70(4), 1968 (quadratic weights).
"""

from collections.abc import Sequence

import numpy as np

GRADES = 4
"""Grades 0 to 3."""


def kappa(a: Sequence[int], b: Sequence[int], *, weighted: bool = False) -> float | None:
    """1 for full agreement, 0 for chance, below 0 for less than chance.

    Args:
        a: Grades of one annotator, 0-3.
        b: Grades of the other on the same pairs.
        weighted: Count disagreement by its square, so that 0 against 3 weighs nine times 0 against 1.

    Returns:
        ``None`` where it is not defined: both gave one and the same grade throughout.

    Raises:
        ValueError: the lengths differ or are 0.
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"grades of the same pairs are needed, got {len(a)} and {len(b)}")
    table = np.zeros((GRADES, GRADES))
    for x, y in zip(a, b, strict=True):
        table[x, y] += 1
    table /= table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    grades = np.arange(GRADES)
    distance = (grades[:, None] - grades[None, :]) ** 2 if weighted else (grades[:, None] != grades[None, :])
    by_chance = float((distance * expected).sum())
    return None if by_chance == 0 else 1 - float((distance * table).sum()) / by_chance

"""Small counts: too few for a distribution, and too few to be told of other people's cases.

Thirty cases are the least of which a rate is published, as the UK Financial Ombudsman Service does for firms. A count
below five tells of single cases; it is withheld from those to whom some of the cases are shown only redacted, and a
second one with it where the total would give the first away.
"""

from collections.abc import Mapping, Sequence

from search_api.reference.models import Cell

LEAST = 30
SMALL = 5
ENOUGH = ""


def too_few(cases: int, guarded: bool) -> str:
    """样本不足 with the count, unless that is withheld; empty from :data:`LEAST` on."""
    if cases >= LEAST:
        return ENOUGH
    told = f"少于{SMALL}件" if guarded and 0 < cases < SMALL else f"{cases}件"
    return f"样本不足（{told}，满{LEAST}件才显示分布和比例）"


def shown_count(count: int, guarded: bool) -> int | None:
    """The count, or ``None`` where it is withheld."""
    return None if guarded and 0 < count < SMALL else count


def cells(groups: Mapping[str, Sequence[str]], *, total: int, guarded: bool) -> list[Cell]:
    """A cell for each group, in order.

    Args:
        groups: Label → ids of the cases, most alike first.
        total: Cases of the table, for the shares.
        guarded: Whether small counts are withheld.
    """
    hidden = withheld({label: len(ids) for label, ids in groups.items()}) if guarded else frozenset()
    return [
        Cell(
            label=label,
            count=None if label in hidden else len(ids),
            share=None if label in hidden or total < LEAST else round(len(ids) / total, 4),
            withheld=label in hidden,
            ids=[] if label in hidden else list(ids),
        )
        for label, ids in groups.items()
    ]


def withheld(counts: Mapping[str, int]) -> frozenset[str]:
    """Labels whose counts are withheld: those below :data:`SMALL`, and the next smallest where one alone, or two
    that add up to less than :data:`SMALL`, could be worked out from the total."""
    hidden = {label for label, count in counts.items() if 0 < count < SMALL}
    rest = sorted((count, label) for label, count in counts.items() if count >= SMALL)
    while hidden and rest and (len(hidden) == 1 or sum(counts[h] for h in hidden) < SMALL):
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)

"""Panels for hard disputes: several mediators of whom one presides (特邀调解规定 art. 13)."""

from collections.abc import Mapping, Sequence

from experts.matching.results import Candidate, Panel
from experts.roster.fields import field_label
from experts.roster.person import Person

HARD = "疑难复杂"


def propose_panels(
    candidates: Sequence[Candidate],
    people: Mapping[str, Person],
    types: Sequence[str],
    size: int = 3,
    most: int = 3,
) -> tuple[Panel, ...]:
    """Panels from candidates in their drawn order, each presided over by somebody else.

    Whoever presides is good at the hard procedure; the others are taken so that the dispute's types are covered,
    first those of another profession's background than the members before.

    Args:
        candidates: In the order of :func:`~experts.matching.drawing.drawn`.
        people: By id.
        types: Dispute type codes, likeliest first.
        size: Members with the presiding one.
        most: Panels at most.
    """
    heads = [c for c in candidates if HARD in people[c.id].procedures]
    panels = []
    for head in heads[:most]:
        members = _members(head, [c for c in candidates if c.id != head.id], people, types, size - 1)
        if len(members) == size - 1:
            panels.append(_panel(head, members, people, types))
    return tuple(panels)


def _members(
    head: Candidate,
    others: Sequence[Candidate],
    people: Mapping[str, Person],
    types: Sequence[str],
    count: int,
) -> list[Candidate]:
    chosen: list[Candidate] = []
    missing = set(types) - set(people[head.id].fields)
    rest = list(others)
    while rest and len(chosen) < count:
        best = max(
            rest, key=lambda c: len(missing & set(people[c.id].fields))
        )  # the first drawn among equals
        chosen.append(best)
        rest.remove(best)
        missing -= set(people[best.id].fields)
    return chosen


def _panel(
    head: Candidate, members: Sequence[Candidate], people: Mapping[str, Person], types: Sequence[str]
) -> Panel:
    fields = {code for c in (head, *members) for code in people[c.id].fields}
    covered = [field_label(code) for code in types if code in fields]
    about = f"；涵盖{'、'.join(covered)}" if covered else ""
    return Panel(
        presiding=head.id,
        members=tuple(member.id for member in members),
        text=f"{head.name}主持，{'、'.join(member.name for member in members)}参加{about}",
    )

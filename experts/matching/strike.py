"""Strike and rank: each party strikes some of a list and ranks the rest (the way FINRA appoints from its lists)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experts.matching.drawing import lot
from experts.matching.faults import BallotInvalid

SHARE = 0.4
"""Share of the list that one party may strike: FINRA lets each side strike four of ten."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One party's strikes, and its ranks of the rest, best first; those it does not rank come after."""

    struck: tuple[str, ...] = ()
    """Numbers of the people whom the party strikes (划去)."""
    ranked: tuple[str, ...] = ()
    """Numbers of those it ranks (排序), best first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Who is left, with the sum of ranks (lower is better), best first; equal sums by lot."""

    order: tuple[tuple[str, int], ...]

    @property
    def chosen(self) -> str | None:
        """Who comes first; ``None`` when all are struck and the organisation appoints."""
        return self.order[0][0] if self.order else None


def strikes_allowed(size: int) -> int:
    """How many of a list of ``size`` one party may strike; with two parties at least one is always left."""
    return int(SHARE * size)


def check_ballot(ballot: Ballot, listed: Sequence[str]) -> None:
    """Refuse a ballot that does not fit the list.

    Raises:
        BallotInvalid: it names somebody else, somebody twice, or strikes too many.
    """
    named = (*ballot.struck, *ballot.ranked)
    if stranger := next((id for id in named if id not in listed), None):
        raise BallotInvalid(f"{stranger} 不在候选名单内")
    if len(set(named)) != len(named):
        raise BallotInvalid("同一候选人不能既划去又排序，也不能重复出现")
    allowed = strikes_allowed(len(listed))
    if len(ballot.struck) > allowed:
        raise BallotInvalid(f"名单有 {len(listed)} 人，一方最多划去 {allowed} 人")


def tally(ballots: Mapping[str, Ballot], listed: Sequence[str], seed: str) -> Tally:
    """Combine the ballots of all parties.

    Somebody struck by any party is out. Whom a party left unranked gets the rank after its last one.

    Raises:
        BallotInvalid: a ballot does not fit the list.
    """
    sums: dict[str, int] = dict.fromkeys(listed, 0)
    for ballot in ballots.values():
        check_ballot(ballot, listed)
        last = len(ballot.ranked) + 1
        for id in sums:
            sums[id] += ballot.ranked.index(id) + 1 if id in ballot.ranked else last
    struck = {id for ballot in ballots.values() for id in ballot.struck}
    left = [(id, total) for id, total in sums.items() if id not in struck]
    return Tally(tuple(sorted(left, key=lambda pair: (pair[1], lot(seed, pair[0])))))

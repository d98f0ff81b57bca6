"""To which experts a question goes."""

import datetime as dt
from collections.abc import Sequence

from experts.matching.dispute import Dispute, Party
from experts.matching.matcher import match
from experts.matching.people import Conflicts
from experts.matching.results import Candidate
from experts.roster.roster import Roster

MOST = 5
MOST_NAMES = 200
"""Names checked; a question with more is a list."""


def route(
    question: str,
    types: Sequence[str],
    roster: Roster,
    conflicts: Conflicts,
    on: dt.date,
    *,
    names: Sequence[str] = (),
    among: Sequence[str] | None = None,
    seed: str = "",
) -> list[Candidate]:
    """Expert advisers whose fields fit, best first and by lot among equals; at most :data:`MOST`.

    Args:
        question: Redacted.
        types: Dispute type codes.
        roster: With private fields, which the check for recusal needs.
        conflicts: The check for recusal.
        on: The day.
        names: People and firms that the question tells of, as they stood in it; used for the check alone, never kept.
        among: Ids of the only people who may be asked, such as those checked before; ``None`` for all.
        seed: Of the lot; empty draws one.
    """
    parties = tuple(Party(name=name[:200]) for name in names if len(name) > 1)[:MOST_NAMES]
    dispute = Dispute(text=question, types=tuple(types[:5]), purpose="advise", online=True, parties=parties)
    found = match(dispute, roster, conflicts, on=on, seed=seed, count=len(roster.people))
    return [candidate for candidate in found.people if among is None or candidate.id in among][:MOST]

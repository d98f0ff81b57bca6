"""To which experts a question goes."""

import datetime as dt
from collections.abc import Sequence

from experts.matching.dispute import Dispute
from experts.matching.matcher import match
from experts.matching.people import Conflicts
from experts.matching.results import Candidate
from experts.roster.roster import Roster

MOST = 5


def route(
    question: str,
    types: Sequence[str],
    roster: Roster,
    conflicts: Conflicts,
    on: dt.date,
    *,
    evaluate: bool = False,
    without: Sequence[str] = (),
    seed: str = "",
) -> list[Candidate]:
    """Expert advisers whose fields fit, best first and by lot among equals; at most :data:`MOST`.

    Args:
        question: Redacted.
        types: Dispute type codes.
        roster: With private fields, which the check for recusal needs.
        conflicts: The check for recusal.
        on: The day.
        evaluate: Whether neutral evaluators (中立评估) are wanted in place of advisers.
        without: Ids of people who must not be asked, such as who answered before.
        seed: Of the lot; empty draws one.
    """
    dispute = Dispute(
        text=question, types=tuple(types[:5]), purpose="evaluate" if evaluate else "advise", online=True
    )
    found = match(dispute, roster, conflicts, on=on, seed=seed, count=MOST + len(without))
    return [candidate for candidate in found.people if candidate.id not in without][:MOST]

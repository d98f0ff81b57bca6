"""What can be wrong with a step of an appointment; messages are Chinese and for the user."""


class MatchingError(ValueError):
    """A step that cannot be taken as things stand.

    Attributes:
        code: Stable code for clients.
        message: One plain Chinese sentence saying what would be right.
    """

    code = "match_refused"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class BallotInvalid(MatchingError):
    """A ballot that does not fit the list of candidates."""

    code = "ballot_invalid"


class ConsentMissing(MatchingError):
    """A party has not agreed to mediation, so nothing may be referred."""

    code = "consent_missing"


class StepOutOfOrder(MatchingError):
    """The matter is not at a stage where this can be done."""

    code = "step_out_of_order"


class NotEligible(MatchingError):
    """The person may not serve in this dispute; the message gives the class of reason only."""

    code = "not_eligible"

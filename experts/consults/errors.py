"""What can be wrong with a request about a consult; messages are Chinese and for the user."""


class ConsultError(ValueError):
    """A request that cannot be met as things stand.

    Attributes:
        code: Stable code for clients.
        message: One plain Chinese sentence saying what would be right.
    """

    code = "consult_refused"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class NoConsult(ConsultError):
    """There is no such consult, or none that this user may see; the two are not told apart."""

    code = "consult_not_found"


class OutOfOrder(ConsultError):
    """The consult is not at a stage where this can be done."""

    code = "consult_out_of_order"


class NotYours(ConsultError):
    """This user's part in the consult does not allow it."""

    code = "consult_not_yours"


class BadCitation(ConsultError):
    """A statute or case cited that cannot be understood or is not in the library."""

    code = "consult_bad_citation"

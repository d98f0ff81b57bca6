"""What can be wrong with a decision on recusal; messages are Chinese and for the user."""


class RecusalRefused(ValueError):
    """A decision that cannot be taken as it stands.

    Attributes:
        code: Stable code for clients.
        message: One plain Chinese sentence.
    """

    code = "recusal_refused"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

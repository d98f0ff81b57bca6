"""What can be wrong with a step of a release."""


class StepRefused(ValueError):
    """The step cannot be taken now; the message is a Chinese sentence for the user.

    Attributes:
        code: Stable code.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)

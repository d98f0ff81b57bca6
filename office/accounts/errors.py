"""What can be wrong with an account."""


class AccountError(ValueError):
    """An account, a key or a password cannot be used as asked; the message says what to do.

    Attributes:
        code: Stable name of the fault, for programs that tell faults apart.
    """

    def __init__(self, message: str, code: str = "account_refused") -> None:
        super().__init__(message)
        self.code = code


class SignInRefused(AccountError):
    """The name and the password do not go together, or the account is disabled: the same words for each.

    Attributes:
        wait_s: Seconds until the next try is looked at; 0 when at once.
    """

    def __init__(self, message: str, wait_s: int = 0) -> None:
        super().__init__(message, "sign_in_refused")
        self.wait_s = wait_s

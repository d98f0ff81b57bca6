"""What can be wrong with a request to the roster; messages are Chinese and for the user."""


class RosterError(ValueError):
    """A request that cannot be met as it stands.

    Attributes:
        code: Stable code for clients.
        message: One plain Chinese sentence.
    """

    code = "roster_refused"

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class NotOnRoster(RosterError):
    """There is no such record, or none that this user may see; the two are not told apart."""

    code = "not_on_roster"


class NotAllowed(RosterError):
    """The user's role may not do this."""

    code = "role_not_allowed"


class ChangedSince(RosterError):
    """Somebody else changed the record since it was read."""

    code = "changed_since"


class RosterRefused(RosterError):
    """The values do not fit; nothing was changed."""

    code = "roster_invalid"

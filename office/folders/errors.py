"""What can be wrong with a request for something of a user's own."""


class NotHeld(LookupError):
    """There is no such thing, or it belongs to somebody else; the two are not told apart.

    Attributes:
        what: folder, folder_item, verdict, saved_search, alert, report, snapshot or colleague.
        id: What was asked for.
    """

    def __init__(self, what: str, id: int | str) -> None:
        self.what, self.id = what, id
        super().__init__(f"no {what} {id}")


class ReadOnly(PermissionError):
    """A folder was shared for reading, and something in it was to be changed.

    Attributes:
        id: The folder.
    """

    def __init__(self, id: int) -> None:
        self.id = id
        super().__init__(f"folder {id} is shared for reading only")


class ChangedMeanwhile(RuntimeError):
    """Somebody saved another version since this one was read.

    Attributes:
        version: The version that is stored now.
    """

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(f"version {version} is stored by now")

"""What can go wrong with the office store."""


class OfficeError(Exception):
    """The office store cannot be opened, read or written; the message says what to do.

    Attributes:
        code: Stable code of the fault for callers and clients.
    """

    code = "office_unavailable"


class AuditError(OfficeError):
    """The audit trail refused an entry, or an archive of it cannot be used."""

    code = "audit_refused"


class ValueRefused(OfficeError):
    """A value does not fit its column: a number out of range, a text that is too long. The caller's fault, not the store's."""

    code = "value_refused"

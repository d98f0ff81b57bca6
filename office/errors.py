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

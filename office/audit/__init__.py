"""The audit trail: who did what to which object and why, append-only and hash-chained."""

from office.audit.log import record
from office.audit.verify import AuditReport, verify

__all__ = ["AuditReport", "record", "verify"]

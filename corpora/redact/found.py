"""What recognisers return and what a redaction is."""

from dataclasses import dataclass
from enum import StrEnum


class Sensitive(StrEnum):
    """What a piece of text gives away."""

    PERSON = "person"
    AGENT = "agent"
    """代理人, lawyers among them."""
    MEDIATOR = "mediator"
    JUDGE = "judge"
    """Judges, clerks and prosecutors: public officials, whose names stay unless the policy says otherwise."""
    ID_NUMBER = "id_number"
    DOCUMENT_NUMBER = "document_number"
    """Passport or travel permit."""
    SECURITIES_ACCOUNT = "securities_account"
    BANK_CARD = "bank_card"
    ACCOUNT = "account"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE_ACCOUNT = "online_account"
    PLATE = "plate"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    ORGANISATION = "organisation"
    """Companies and other bodies that are no court, government or authority."""


class Group(StrEnum):
    """People whom policies tell apart by the word that introduced them; all others are ``other``."""

    PARTY = "party"
    VICTIM = "victim"
    WITNESS = "witness"
    REPRESENTATIVE = "representative"
    """法定代表人 and others who act for an organisation."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Found:
    """One recognised range of code points ``[start, end)`` with the recogniser that claims it."""

    kind: Sensitive
    start: int
    end: int
    recogniser: str
    role: str = ""
    """Of people: the word that introduced the name, or the one that it stands beside or for. Of organisations: the
    full name."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands in the output for the input's ``[start, end)``."""

    start: int
    end: int
    kind: str
    replacement: str
    recogniser: str = ""
    role: str = ""
    """As of :class:`Found`."""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Redacted text; ``replacements`` are ordered, do not overlap, and count in the input's code points."""

    text: str
    replacements: tuple[Replacement, ...]

"""Identifiers of cases and documents: 案号, 指导案例, 检例, case-library, penalty and document numbers."""

from corpora.identifiers.case_number import CaseNumber, find_case_numbers
from corpora.identifiers.schemes import FoundIdentifier, Scheme, canonical_identifier, find_identifiers

__all__ = [
    "CaseNumber",
    "FoundIdentifier",
    "Scheme",
    "canonical_identifier",
    "find_case_numbers",
    "find_identifiers",
]

"""The bank of standard answers (标准问答): entries as data, with their schema."""

from office.bank.load import BankError, load_bank, shipped
from office.bank.model import ArticleBasis, Basis, Entry, PaperBasis, State

__all__ = [
    "ArticleBasis",
    "BankError",
    "Basis",
    "Entry",
    "PaperBasis",
    "State",
    "load_bank",
    "shipped",
]

"""Recognisers, strongest claim first: where two claim the same characters the earlier in this list wins."""

from collections.abc import Callable, Iterator

from corpora.redact.found import Found
from corpora.redact.recognisers.account import accounts, securities_accounts
from corpora.redact.recognisers.address import addresses
from corpora.redact.recognisers.bank_card import bank_cards
from corpora.redact.recognisers.birth import birth_dates
from corpora.redact.recognisers.bodies import bodies
from corpora.redact.recognisers.documents import document_numbers
from corpora.redact.recognisers.identity import id_numbers
from corpora.redact.recognisers.online import emails, online_accounts
from corpora.redact.recognisers.person import people
from corpora.redact.recognisers.phone import phones
from corpora.redact.recognisers.places import places
from corpora.redact.recognisers.plate import plates

Recogniser = Callable[[str], Iterator[Found]]

RECOGNISERS: tuple[Recogniser, ...] = (
    id_numbers,
    document_numbers,
    emails,
    securities_accounts,
    bank_cards,
    phones,
    accounts,
    online_accounts,
    plates,
    birth_dates,
    addresses,
    places,
    people,
    bodies,
)

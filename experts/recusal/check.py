"""A person's interests against the parties, agents and firms of a dispute."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpora.text.normalize import fold
from experts.matching.dispute import Dispute
from experts.names import Facts, compare
from experts.names.spelling import canonical
from experts.recusal.grounds import Ground, ground
from experts.roster.person import Person

_GUESSES = ("group_name", "subsidiary", "manager")


@dataclass(frozen=True, slots=True)
class Finding:
    """One ground found. Shown outside are the ground's name and ``likely`` only."""

    ground: Ground
    likely: bool
    """False where only the names suggest it (one trade name in two trades, a name that holds a name)."""
    mark: str
    """SHA-256 of what was matched with what: a decision covers the findings it was taken on, and no later ones."""


@dataclass(frozen=True, slots=True)
class _Interest:
    name: str
    ground: str
    of_person: bool = False
    """Whether the name is a person's."""


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    facts: Mapping[str, str]
    agent_firm: bool = False


def check(
    person: Person, dispute: Dispute, firm_facts: Iterable[Mapping[str, str]] = ()
) -> tuple[Finding, ...]:
    """Every ground that may keep a person from a dispute, the likely ones first; empty for none.

    Compared are the person, near relatives and where they work, employers, directorships, clients, holdings and cases heard
    with the parties, their agents and the agents' firms, groups of firms among them (:func:`experts.names.compare`).

    Args:
        person: With private fields (relatives); without them relatives are not compared, and the caller must not rely on
            the result for an appointment.
        dispute: Parties with what tells them apart, agents, case number.
        firm_facts: Known groups: lines such as ``{"entity": …, "parent": …}``.
    """
    known = Facts.of(firm_facts).relations
    found: dict[str, Finding] = {}
    for interest in _interests(person):
        for side in _sides(dispute):
            if interest.of_person and side.agent_firm:
                continue
            own = _attributes(person) if interest.ground == "self" else {}
            told = compare(interest.name, side.name, Facts(known, own, dict(side.facts)))
            if told.possible_conflict and not (interest.of_person and told.relation in _GUESSES):
                mark = _mark(interest.ground, interest.name, side.name)
                found[mark] = Finding(ground(interest.ground), told.relation not in _GUESSES, mark)
    number = _case(dispute.case_number)
    for case in person.affiliations.cases:
        if number and _case(case.number) == number:
            mark = _mark("same_case", case.number, dispute.case_number)
            found[mark] = Finding(ground("same_case"), True, mark)
    return tuple(sorted(found.values(), key=lambda f: (not f.likely, f.ground.id, f.mark)))


def interest_names(person: Person) -> tuple[str, ...]:
    """Names of whom and what the person is tied to, relatives too where private fields were read."""
    return tuple(interest.name for interest in _interests(person))


def _interests(person: Person) -> Iterator[_Interest]:
    yield _Interest(person.name, "self", of_person=True)
    links = person.affiliations
    for holding in links.holdings:
        yield _Interest(holding.name, "interest")
    for post in (*links.employers, *links.directorships):
        yield _Interest(post.name, "interest" if post.end is None else "relation")
    for client in links.clients:
        yield _Interest(client.name, "relation")
    for relative in person.private.relatives if person.private else ():
        if relative.name:
            yield _Interest(relative.name, "kin", of_person=True)
        if relative.employer:
            yield _Interest(relative.employer, "interest" if relative.end is None else "relation")


def _sides(dispute: Dispute) -> Iterator[_Side]:
    for party in dispute.parties:
        yield _Side(party.name, party.facts)
    for agent in dispute.agents:
        yield _Side(agent.name, {})
        if agent.firm:
            yield _Side(agent.firm, {}, agent_firm=True)


def _attributes(person: Person) -> dict[str, str]:
    number = person.private.id_number if person.private else ""
    if len(number) != 18:
        return {}
    return {"id_number": number, "id_tail": number[-4:], "birth": number[6:14]}


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(canonical(part) for part in parts).encode()).hexdigest()


def _case(number: str) -> str:
    return re.sub(r"\s+", "", fold(number))

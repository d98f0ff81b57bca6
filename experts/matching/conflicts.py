"""Conflicts of interest of one person with one dispute, told by class of ground only."""

from collections.abc import Iterator
from dataclasses import dataclass

from experts.matching.dispute import Dispute
from experts.names import Facts, compare
from experts.roster.person import Person
from experts.roster.roster import Roster

RELATIVE = "近亲属"
INTEREST = "与纠纷有利害关系"
OTHER = "有其他关系可能影响公正调解"


@dataclass(frozen=True, slots=True)
class NameConflicts:
    """Compares who is in the dispute with interests and relatives, exactly and by likeness of names.

    The grounds are those of 特邀调解规定 art. 15; facts are the known groups of firms.
    """

    facts: Facts

    @classmethod
    def of(cls, roster: Roster) -> "NameConflicts":
        """With the groups of firms that the roster knows."""
        return cls(Facts.of(roster.firm_facts))

    def grounds(self, person: Person, dispute: Dispute) -> tuple[str, ...]:
        """Classes of grounds, each once, gravest first; empty for none."""
        involved = {name for name in _involved(dispute) if name}
        found = {
            ground
            for name, ground in _interests(person)
            if ground and any(compare(name, other, self.facts).possible_conflict for other in involved)
        }
        if dispute.case_number and any(
            case.number == dispute.case_number for case in person.affiliations.cases
        ):
            found.add(OTHER)
        return tuple(ground for ground in (RELATIVE, INTEREST, OTHER) if ground in found)


def _involved(dispute: Dispute) -> Iterator[str]:
    for party in dispute.parties:
        yield party.name
    for agent in dispute.agents:
        yield agent.name
        yield agent.firm


def _interests(person: Person) -> Iterator[tuple[str, str]]:
    yield person.name, INTEREST
    relatives = person.private.relatives if person.private else ()
    for relative in relatives:
        yield relative.name, RELATIVE
        if relative.employer:
            yield relative.employer, INTEREST
    affiliations = person.affiliations
    for holding in affiliations.holdings:
        yield holding.name, INTEREST
    for firm in (*affiliations.employers, *affiliations.directorships, *affiliations.clients):
        yield firm.name, INTEREST if firm.end is None else OTHER

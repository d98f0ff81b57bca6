"""Who may do what with the roster.

The officer (专家库管理员) keeps it; an officer with an organisation keeps that organisation's people only. Everybody else
sees what the public sees. Private fields (phone, identity number, address, relatives) and interests are for the officer;
the check for recusal reads them on the program's behalf and tells classes of reasons only.
"""

from experts.roster.errors import NotAllowed
from experts.roster.person import Person
from experts.roster.roster import Roster
from office.identity import Actor

OFFICER = "officer"


def keeps(actor: Actor) -> bool:
    """Whether the actor keeps the roster, or a part of it."""
    return actor.has(OFFICER)


def require_officer(actor: Actor) -> None:
    """Stop anyone else.

    Raises:
        NotAllowed: the actor does not keep the roster.
    """
    if not keeps(actor):
        raise NotAllowed("只有专家库管理员可以这样做")


def kept_organisations(actor: Actor, roster: Roster) -> frozenset[str] | None:
    """Ids of the organisations whose records the actor keeps; ``None`` for all of them."""
    if not keeps(actor):
        return frozenset()
    if actor.is_owner or not actor.organisation:
        return None
    return frozenset(o.id for o in roster.organisations if actor.organisation in (o.id, o.name))


def may_keep(actor: Actor, roster: Roster, organisation: str) -> bool:
    """Whether the actor keeps the records of this organisation."""
    kept = kept_organisations(actor, roster)
    return kept is None or organisation in kept


def is_own(actor: Actor, person: Person) -> bool:
    """Whether the account is that person's: role expert, and the person's id in any case as login name."""
    return actor.has("expert") and not actor.is_owner and actor.name.lower() == person.id.lower()

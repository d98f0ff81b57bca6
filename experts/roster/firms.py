"""Known relations of firms (former names, parents, branches …), which the check for recusal follows."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from experts.names.facts import RELATIONS
from experts.roster.errors import NotOnRoster, RosterRefused
from experts.roster.rights import require_officer
from office import audit
from office.identity import Actor
from office.roster import store


def add_facts(session: Session, actor: Actor, facts: Sequence[tuple[str, str, str]]) -> int:
    """Add relations (firm, relation, what the other is to it); returns how many were new.

    Raises:
        NotAllowed: the actor is no officer.
        RosterRefused: there is no such relation, or a firm is related to itself.
    """
    require_officer(actor)
    for entity, relation, other in facts:
        if relation not in RELATIONS:
            raise RosterRefused(f"没有“{relation[:20]}”这种机构关系")
        if entity == other:
            raise RosterRefused(f"“{entity[:60]}”不能与自己建立关系")
    added = store.put_firm_facts(session, facts, actor.name)
    audit.record(session, actor, "roster.firm_facts", "roster", detail={"added": added})
    return added


def remove_fact(session: Session, actor: Actor, entity: str, relation: str, other: str) -> None:
    """Remove a relation that turned out wrong.

    Raises:
        NotAllowed: the actor is no officer.
        NotOnRoster: there is no such relation.
    """
    require_officer(actor)
    if not store.remove_firm_fact(session, entity, relation, other):
        raise NotOnRoster("没有这条机构关系")
    detail = {"removed": [entity, relation, other]}
    audit.record(session, actor, "roster.firm_facts", "roster", detail=detail)

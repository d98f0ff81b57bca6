"""Whose consult it is: the asker's, the expert's, the officer's."""

from experts.consults.errors import NoConsult, NotYours
from office.consults.models import Consult
from office.identity import Actor


def manages(actor: Actor, consult: Consult) -> bool:
    """Whether the actor is an officer over this consult: of its organisation, or of all."""
    return actor.has("officer") and (
        actor.is_owner or not actor.organisation or actor.organisation == consult.organisation
    )


def sees(actor: Actor, consult: Consult) -> bool:
    """Whether the actor may read this consult: who asked, the officer, the experts it was routed to.

    Editors of the bank of standard answers read those that were proposed for it.
    """
    if consult.proposed and actor.has("editor"):
        return True
    if actor.name == consult.asker or manages(actor, consult):
        return True
    routed = {consult.expert, *consult.candidates} - {""}
    return actor.has("expert") and actor.name.lower() in {id.lower() for id in routed}


def require_seen(actor: Actor, consult: Consult | None, id: int) -> Consult:
    """The consult, if the actor may read it.

    Raises:
        NoConsult: there is none, or it is not for this actor.
    """
    if consult is None or not sees(actor, consult):
        raise NoConsult(f"没有编号为{id}的咨询，或者您无权查看")
    return consult


def require_expert(actor: Actor, consult: Consult, expert: str) -> None:
    """Stop who neither is that expert nor records for them as the officer.

    Raises:
        NotYours: somebody else.
    """
    if manages(actor, consult):
        return
    if not (actor.has("expert") and actor.name.lower() == expert.lower()):
        raise NotYours("只有被分派的专家本人或者专家库管理员可以办理")


def require_asker(actor: Actor, consult: Consult) -> None:
    """Stop anyone but the asker.

    Raises:
        NotYours: somebody else.
    """
    if actor.name != consult.asker and not actor.is_owner:
        raise NotYours("只有提问人可以这样做")

"""Organisations that users and confidential records belong to."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from office import audit
from office.accounts.errors import AccountError
from office.accounts.models import Organisation, User
from office.base import now
from office.identity import Actor


def have_organisation(session: Session, actor: Actor, name: str) -> None:
    """Add an organisation unless it is there.

    Raises:
        AccountError: the name cannot be used.
    """
    if len(name) > 200 or not name.strip() or name != name.strip():
        raise AccountError(
            "the name of an organisation has 1 to 200 characters without blanks around it", "bad_organisation"
        )
    if session.get(Organisation, name) is None:
        session.add(Organisation(name=name, created=now()))
        session.flush()
        audit.record(session, actor, "organisation.add", "organisation", name)


def all_organisations(session: Session) -> list[tuple[Organisation, int]]:
    """Every organisation by name, with the number of its accounts that are not disabled."""
    members = func.count(User.id).filter(User.disabled.is_(None))
    query = (
        select(Organisation, members).outerjoin(User).group_by(Organisation.name).order_by(Organisation.name)
    )
    return [(row[0], row[1]) for row in session.execute(query)]

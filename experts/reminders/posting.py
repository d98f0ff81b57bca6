"""The daily letters: who gets one, and what was sent."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from experts.reminders.due import notices
from experts.reminders.mail import letter, mail_settings, mark_sent, send, sent_today
from office import audit
from office.accounts.models import User
from office.identity import LOCAL_ACTOR, Actor
from office.sealing import Seal


def post(session: Session, seal: Seal, actor: Actor, today: dt.date) -> list[str]:
    """Send everybody with an address who has something due one letter a day; returns their login names.

    Nothing is sent while no server is set.

    Raises:
        MailFailed: the server did not take them.
        SealError: the settings cannot be opened.
    """
    settings = mail_settings(session, seal)
    if settings is None:
        return []
    letters = {}
    for login, address in settings.recipients.items():
        reader = account(session, login)
        if reader is None or sent_today(session, login, today):
            continue
        if found := notices(session, seal, reader, today):
            letters[login] = letter(settings, address, found)
    send(settings, list(letters.values()))
    if letters:
        mark_sent(session, list(letters), today)
        audit.record(session, actor, "mail.send", "roster", detail={"to": sorted(letters)})
    return sorted(letters)


def account(session: Session, login: str) -> Actor | None:
    """Who has this login name; ``None`` where nobody has, or the account is disabled."""
    if login == LOCAL_ACTOR.name:
        return LOCAL_ACTOR
    user = session.scalar(select(User).where(User.name == login))
    return user.actor if user is not None and user.disabled is None else None

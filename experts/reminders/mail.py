"""Reminders by e-mail: only where somebody set a server, and without anything about a person or a case.

The letter says how many things are due and of which kind; what they are is read after signing in.
"""

import base64
import datetime as dt
import smtplib
import ssl
from collections import Counter
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from experts.reminders.due import KINDS, Notice
from office import audit
from office.identity import Actor
from office.roster import store
from office.sealing import Seal

SETTING = "mail"
TIMEOUT = 20.0
"""Seconds to wait for the server."""
Address = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$", max_length=254)]


class MailFailed(Exception):
    """The server did not take a letter; the message says why, in English for the operator."""


class MailSettings(BaseModel):
    """A server for outgoing mail and who gets letters; kept sealed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[A-Za-z0-9.:\-]+$")]
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = Field(default="", max_length=200)
    password: str = Field(default="", max_length=500)
    sender: Address
    page: str = Field(default="", max_length=300, description="Address of the web page, for the letter.")
    recipients: dict[str, Address] = Field(default={}, description="Login name to address.")


def mail_settings(session: Session, seal: Seal) -> MailSettings | None:
    """The settings; ``None`` while nobody has set a server, which is how it is shipped.

    Raises:
        SealError: they cannot be opened.
    """
    kept = store.setting(session, SETTING)
    if not kept or not kept.get("sealed"):
        return None
    return MailSettings.model_validate_json(seal.open(base64.b64decode(kept["sealed"])))


def put_mail_settings(session: Session, seal: Seal, actor: Actor, new: MailSettings | None) -> None:
    """Set the server, or with ``None`` send no mail any more.

    Raises:
        SealError: they cannot be sealed.
    """
    sealed = base64.b64encode(seal.seal(session, new.model_dump_json())).decode() if new else ""
    kept = store.setting(session, SETTING) or {}
    store.put_setting(session, SETTING, {**kept, "sealed": sealed})
    detail = {"on": new is not None, "recipients": sorted(new.recipients) if new else []}
    audit.record(session, actor, "mail.settings", "roster", detail=detail)


def letter(settings: MailSettings, to: str, found: Sequence[Notice]) -> EmailMessage:
    """The letter about what is due: numbers by kind, no more."""
    counts = Counter(one.kind for one in found)
    late = sum(one.late for one in found)
    kinds = "，".join(f"{KINDS[kind]}{count}项" for kind, count in sorted(counts.items()))
    message = EmailMessage()
    message["Subject"] = f"枫桥：{len(found)}项提醒待处理"
    message["From"], message["To"] = settings.sender, to
    lines = [
        f"您有{len(found)}项事项将到期或已逾期：{kinds}" + (f"，其中已逾期{late}项。" if late else "。"),
        "具体内容请登录后查看。" + (f" {settings.page}" if settings.page else ""),
        "",
        "本邮件由系统发送，不含个人信息和案件内容，请勿回复。",
    ]
    message.set_content("\n".join(lines))
    return message


def send(settings: MailSettings, letters: Sequence[EmailMessage]) -> None:
    """Hand letters to the server.

    Raises:
        MailFailed: it cannot be reached, is not trusted, or refuses.
    """
    if not letters:
        return
    try:
        trusted = ssl.create_default_context()
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=TIMEOUT, context=trusted
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
        with server:
            if settings.security == "starttls":
                server.starttls(context=trusted)
            if settings.user:
                server.login(settings.user, settings.password)
            for one in letters:
                server.send_message(one)
    except (smtplib.SMTPException, OSError) as error:
        reason = str(error) or type(error).__name__
        raise MailFailed(f"{settings.host}:{settings.port} did not take the mail: {reason[:200]}") from error


def sent_today(session: Session, login: str, today: dt.date) -> bool:
    """Whether this account got its letter of the day; one a day is enough."""
    days: dict[str, str] = (store.setting(session, SETTING) or {}).get("sent", {})
    return days.get(login) == today.isoformat()


def mark_sent(session: Session, logins: Sequence[str], today: dt.date) -> None:
    """Remember who got the letter of the day."""
    kept = store.setting(session, SETTING) or {}
    days = {**kept.get("sent", {}), **dict.fromkeys(logins, today.isoformat())}
    store.put_setting(session, SETTING, {**kept, "sent": days})

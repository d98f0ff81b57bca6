"""The mail server for reminders: consults mail. Off until somebody sets one."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, print_json, say

if TYPE_CHECKING:
    from office.sealing import Seal
    from office.store import Office


def register(group: typer.Typer) -> None:
    """Add the command to the group of consults."""
    group.command("mail")(mail)


def posted(office: "Office", seal: "Seal", today: dt.date) -> list[str]:
    """Send the letters of the day where a server is set; login names of who got one."""
    from experts.reminders.mail import MailFailed
    from experts.reminders.posting import post
    from office.identity import LOCAL_ACTOR

    try:
        with office.session() as session:
            return post(session, seal, LOCAL_ACTOR, today)
    except MailFailed as error:
        fail(str(error))


def mail(
    host: Annotated[str, typer.Option(help="The SMTP server; sets it anew with the other options.")] = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Its port.")] = 587,
    security: Annotated[str, typer.Option(help="starttls, tls, or none on a closed network.")] = "starttls",
    user: Annotated[str, typer.Option(help="Login name at the server; empty for none.")] = "",
    password_file: Annotated[
        Path | None, typer.Option(help="File with the password, or - for standard input.")
    ] = None,
    sender: Annotated[str, typer.Option(help="Address that letters come from.")] = "",
    page: Annotated[str, typer.Option(help="Address of the web page, for the letter.")] = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            help="LOGIN=ADDRESS of an account that gets letters; repeatable; `local` in local mode."
        ),
    ] = None,
    off: Annotated[
        bool, typer.Option("--off", help="Send no mail any more; server and password are forgotten.")
    ] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Show, set or remove the mail server for reminders. Letters tell how many things are due, of no person and no case."""
    from ui.cli.consulting import working

    with working(home) as (office, seal):
        from experts.reminders.mail import MailSettings, mail_settings, put_mail_settings
        from ui.cli.operator import operator

        with office.session() as session:
            if off:
                put_mail_settings(session, seal, operator(), None)
            elif host:
                given = {
                    "host": host, "port": port, "security": security, "user": user, "password": _password(password_file),
                    "sender": sender, "page": page, "recipients": dict(_recipient(text) for text in to or ()),
                }  # fmt: skip
                put_mail_settings(session, seal, operator(), MailSettings.model_validate(given))
            elif sender or to or user:
                fail("--host: name the server together with the other options")
            held = mail_settings(session, seal)
    told = held.model_dump(exclude={"password"}) if held else None
    if as_json:
        print_json(told)
    elif held is None:
        say("no mail server is set: no mail is sent")
    else:
        say(
            f"{held.host}:{held.port} ({held.security}) from {held.sender} to {', '.join(held.recipients) or 'nobody'}"
        )


def _password(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"--password-file {file}: cannot be read: {error}")
    return text.strip("\r\n")


def _recipient(text: str) -> tuple[str, str]:
    login, _, address = text.partition("=")
    if not login or not address:
        fail(f"--to {text}: write LOGIN=ADDRESS")
    return login, address

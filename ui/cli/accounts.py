"""Commands for accounts: users, keys."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from office.accounts.models import ApiKey, User

users = typer.Typer(no_args_is_help=True, help="Accounts of organisation mode.")
keys = typer.Typer(no_args_is_help=True, help="API keys for programs.")

Name = Annotated[str, typer.Argument(help="Login name.")]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        "-r",
        help="public, mediator, staff, regulator, expert, officer, editor, evaluator, administrator; repeatable.",
    ),
]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking.")
]
Reason = Annotated[str, typer.Option(help="Why; kept on the audit trail.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(users, name="users")
    app.add_typer(keys, name="keys")


@users.command("add")
def add(
    name: Name,
    role: Roles = None,
    organisation: Annotated[
        str, typer.Option(help="Organisation, as mediation records name their owner.")
    ] = "",
    label: Annotated[str, typer.Option(help="Name for people; the login name by default.")] = "",
    password_stdin: FromStdin = False,
    subject: Annotated[
        str, typer.Option(help="Subject at the OpenID Connect provider; then the account needs no password.")
    ] = "",
    issuer: Annotated[
        str, typer.Option(envvar="FENGQIAO_OIDC_ISSUER", help="Address of that provider.", show_envvar=True)
    ] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Add an account; asks for its password, 12 characters or more."""
    if subject and not issuer:
        fail("--subject needs the provider it is from: --issuer or FENGQIAO_OIDC_ISSUER")
    with plain_errors():
        from office.accounts.users import add_user
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office:
            password = "" if subject else _password(password_stdin)
            with office.session() as session:
                user = add_user(
                    session, operator(), name,
                    roles=role or [], password=password, organisation=organisation, label=label,
                    subject=f"{issuer.rstrip('/')} {subject}" if subject else None,
                )  # fmt: skip
                row = _user_row(user)
    _tell(row, as_json, f"{name} added: {', '.join(row['roles'])}")


@users.command("list")
def list_users(home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Every account, disabled ones too."""
    with plain_errors():
        from office.accounts.users import all_users
        from office.store import Office

        with Office.open(home) as office, office.reading() as session:
            rows = [_user_row(user) for user in all_users(session)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = f"disabled {row['disabled'][:10]}" if row["disabled"] else "active"
        say(f"{row['name']:<20} {state:<20} {','.join(row['roles']):<30} {row['organisation']}")
    if not rows:
        say("no accounts; add one with: fengqiao users add NAME --role administrator")


@users.command("disable")
def disable(name: Name, reason: Reason = "", home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Shut an account: its sessions end, its keys are revoked, what it made stays."""
    _change(name, reason, home, as_json, "disable")


@users.command("enable")
def enable(name: Name, reason: Reason = "", home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Open a disabled account again; its keys stay revoked."""
    _change(name, reason, home, as_json, "enable")


@users.command("roles")
def change_roles(name: Name, role: Roles = None, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Give an account these roles instead of those it has."""
    with plain_errors():
        from office.accounts.users import set_roles
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office, office.session() as session:
            row = _user_row(set_roles(session, operator(), name, role or []))
    _tell(row, as_json, f"{name}: {', '.join(row['roles'])}")


@users.command("passwd")
def passwd(
    name: Name, password_stdin: FromStdin = False, home: Home = DEFAULT_HOME, as_json: AsJson = False
) -> None:
    """Set an account's password; its sessions end."""
    with plain_errors():
        from office.accounts.users import find_user, set_password
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office:
            with office.reading() as session:
                find_user(session, name)
            password = _password(password_stdin)
            with office.session() as session:
                set_password(session, operator(), name, password)
    _tell({"name": name}, as_json, f"the password of {name} is changed")


@keys.command("create")
def create(
    name: Name,
    label: Annotated[str, typer.Option(help="What the key is for.")],
    role: Annotated[
        list[str] | None,
        typer.Option("--role", "-r", help="The only roles it has; all of the user's by default. Repeatable."),
    ] = None,
    days: Annotated[int, typer.Option(min=0, max=3650, help="Days until it ends; 0 for never.")] = 90,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Make a key that acts as a user; it is shown once."""
    with plain_errors():
        from office.accounts.keys import create_key
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office, office.session() as session:
            value, key = create_key(session, operator(), name, label, roles=role or [], days=days or None)
            row = _key_row(key, name) | {"key": value}
    if as_json:
        print_json(row)
    else:
        say(value)
        typer.echo("this is the only time that the key is shown", err=True)


@keys.command("list")
def list_keys(
    name: Annotated[str, typer.Option("--user", help="Only keys of this user.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Keys, revoked ones too; never the keys themselves."""
    with plain_errors():
        from office.accounts.keys import all_keys
        from office.store import Office

        with Office.open(home) as office, office.reading() as session:
            rows = [_key_row(key, key.user.name) for key in all_keys(session, name)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = (
            "revoked" if row["revoked"] else f"until {row['expires'][:10]}" if row["expires"] else "active"
        )
        say(
            f"{row['id']:<6} {row['user']:<20} {state:<20} {','.join(row['roles']) or 'all roles':<24} {row['label']}"
        )
    if not rows:
        say("no keys")


@keys.command("revoke")
def revoke(
    number: Annotated[int, typer.Argument(help="Number of the key.")],
    reason: Reason = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """End a key at once."""
    with plain_errors():
        from office.accounts.keys import revoke as end_key
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office, office.session() as session:
            end_key(session, operator(), number, reason=reason)
    _tell({"id": number}, as_json, f"key {number} is revoked")


def _change(name: str, reason: str, home: Path, as_json: bool, what: str) -> None:
    with plain_errors():
        from office.accounts import users as store
        from office.store import Office
        from ui.cli.operator import operator

        with Office.open(home) as office, office.session() as session:
            (store.disable if what == "disable" else store.enable)(session, operator(), name, reason)
    _tell({"name": name}, as_json, f"{name} is {what}d")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        fail("there is no terminal to ask for the password: give it on standard input with --password-stdin")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _user_row(user: "User") -> dict[str, Any]:
    return {
        "name": user.name,
        "label": user.label,
        "organisation": user.organisation or "",
        "roles": sorted(user.roles),
        "created": user.created.isoformat(),
        "disabled": user.disabled.isoformat() if user.disabled else None,
    }


def _key_row(key: "ApiKey", user: str) -> dict[str, Any]:
    moments = {name: getattr(key, name) for name in ("created", "expires", "revoked", "used")}
    return {
        "id": key.id,
        "user": user,
        "label": key.label,
        "roles": [role for role in key.roles.split(",") if role],
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }


def _tell(row: dict[str, Any], as_json: bool, sentence: str) -> None:
    if as_json:
        print_json(row)
    else:
        say(sentence)

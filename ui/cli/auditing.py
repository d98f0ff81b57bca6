"""Commands for the audit trail: list, export, verify, archive."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

audit = typer.Typer(no_args_is_help=True, help="The audit trail: who did what, when and why.")

Who = Annotated[str, typer.Option(help="Login name.")]
Action = Annotated[str, typer.Option(help="An action such as document.view, or an area such as document.")]
Since = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on (UTC).")]
Until = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Before this day (UTC).")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(audit, name="audit")


@audit.command("list")
def list_entries(
    who: Who = "",
    action: Action = "",
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Most entries.")] = 50,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Entries, newest first."""
    with plain_errors():
        from office.audit.reading import AuditFilter, count, page
        from office.store import Office

        which = AuditFilter(who=who, action=action, since=_utc(since), until=_utc(until))
        with Office.open(home) as office, office.reading() as session:
            rows, total = page(session, which, limit), count(session, which)
    if as_json:
        print_json({"items": rows, "total": total})
        return
    for row in rows:
        about = f"{row['object_kind']} {row['object_id']}".strip()
        say(
            f"{row['seq']:>7}  {row['at'][:19]}  {row['who']:<16} {row['action']:<24} {about}  {row['reason']}".rstrip()
        )
    say(f"{len(rows)} of {total} entries")


@audit.command("export")
def export(
    out: Annotated[Path, typer.Argument(help="File to write: .jsonl, which can be verified, or .csv.")],
    who: Who = "",
    action: Action = "",
    since: Since = None,
    until: Until = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Write entries to a file, oldest first; that is itself recorded."""
    from contextlib import ExitStack

    if out.suffix not in (".jsonl", ".csv"):
        fail(f"{out}: the file name ends in .jsonl or .csv")
    with plain_errors(), ExitStack() as stack:
        from office import audit as trail
        from office.audit.reading import AuditFilter, entries, write_csv, write_jsonl
        from office.store import Office
        from ui.cli.operator import operator

        office = stack.enter_context(Office.open(home))
        which = AuditFilter(who=who, action=action, since=_utc(since), until=_utc(until))
        file = stack.enter_context(
            out.open("w", encoding="utf-8-sig" if out.suffix == ".csv" else "utf-8", newline="")
        )
        out.chmod(0o600)
        with office.reading() as session:
            written = (write_csv if out.suffix == ".csv" else write_jsonl)(entries(session, which), file)
        with office.session() as session:
            trail.record(
                session, operator(), "audit.export", "audit", detail={"entries": written, "file": out.name}
            )
    if as_json:
        print_json({"entries": written, "file": str(out)})
    else:
        say(f"{written} entries written to {out}")


@audit.command("verify")
def verify(
    anchor: Annotated[
        str,
        typer.Option(
            help="SEQ:HASH of an earlier check, kept elsewhere: proves that nothing up to it changed."
        ),
    ] = "",
    archives: Annotated[
        Path | None,
        typer.Option(help="Folder of the archive files.", show_default="audit in the data folder"),
    ] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Check the chain and the archives; exit 1 when an entry was changed, removed or put elsewhere."""
    with plain_errors():
        from office import audit as trail
        from office.audit.archive import FOLDER, verify_archives
        from office.store import Office

        with Office.open(home) as office, office.reading() as session:
            report = trail.verify(session, anchor)
            faults, absent = verify_archives(session, archives or home / FOLDER)
    problems = [*report.problems, *faults]
    if as_json:
        print_json(
            {
                "ok": not problems,
                "entries": report.entries,
                "anchor": report.anchor,
                "problems": problems,
                "archives_not_here": absent,
            }
        )
    else:
        for problem in problems:
            say(problem)
        for name in absent:
            say(f"archive {name} is not here and was not checked; see --archives")
        if not problems:
            say(f"{report.entries} entries hold together; anchor {report.anchor}")
    if problems:
        raise typer.Exit(1)


@audit.command("archive")
def archive(
    days: Annotated[int, typer.Option(min=1, help="Entries older than so many days leave the database.")],
    to: Annotated[
        Path | None, typer.Option(help="Folder for the file.", show_default="audit in the data folder")
    ] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Retention: move old entries to a file; the chain goes on from the last of them and is still checked."""
    with plain_errors():
        from office.audit.archive import FOLDER
        from office.audit.archive import archive as move
        from office.base import now
        from office.store import Office
        from ui.cli.operator import operator

        folder = to or home / FOLDER
        with Office.open(home) as office:
            moved = move(office, folder, now() - dt.timedelta(days=days), operator())
    if as_json:
        print_json(
            None
            if moved is None
            else {
                "file": str(folder / moved.file),
                "first": moved.first_seq,
                "last": moved.last_seq,
                "sha256": moved.sha256,
            }
        )
    elif moved is None:
        say(f"nothing is older than {days} days")
    else:
        say(f"entries {moved.first_seq} to {moved.last_seq} moved to {folder / moved.file}")


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(tzinfo=dt.UTC) if moment else None

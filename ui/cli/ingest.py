"""Commands that change or check the data folder: index, rebuild, verify."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, EncoderName, EngineName, Home, KindName, Urls
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from office.audit import AuditReport

FAILED = 1


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(index)
    app.command()(rebuild)
    app.command()(verify)


def index(
    sources: Annotated[list[Path], typer.Argument(help="Files, folders or archives.")],
    home: Home = DEFAULT_HOME,
    kind: KindName = "auto",
    engine: EngineName = None,
    url: Urls = None,
    encoder: EncoderName = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Exit 0 although some files could not be read.")
    ] = False,
    owner: Annotated[str, typer.Option(help="Organisation that mediation records belong to.")] = "",
    gists: Annotated[
        bool | None,
        typer.Option(
            "--gists/--no-gists",
            help="Keep the shipped gists of statute articles, each until its official text is indexed.",
            show_default="as before; a new library keeps them",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read, parse and index documents; killed at any moment, the next run continues."""
    from corpora.model import Kind

    chosen = None
    if kind != "auto":
        if kind not in [member.value for member in Kind]:
            fail(f"--kind {kind}: choose auto or one of {', '.join(member.value for member in Kind)}")
        chosen = Kind(kind)
    for source in sources:
        if not source.exists():
            lost = "a link that leads nowhere" if source.is_symlink() else "no such file or folder"
            fail(f"{source}: {lost}")
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.ingest import ingest, shipped_gists, terminal_progress
        from indexer.viewer import LOCAL_OWNER
        from indexer.workspace import Workspace

        choice = EngineChoice.make(engine, url or ())
        with Workspace.open(home, create=True, engine=choice, encoder=encoder) as workspace:
            shipped_gists(workspace.library, wanted=gists)
            summary = ingest(
                sources,
                workspace,
                kind=chosen,
                keep_going=keep_going,
                owner=owner,
                progress=None if as_json else terminal_progress(),
            )
            held = workspace.library.holdings(LOCAL_OWNER)
    for error in summary.failed:
        print(error, file=sys.stderr)  # noqa: T201 - one line a bad file
    if as_json:
        print_json(
            {
                "read": summary.read,
                "added": summary.added,
                "updated": summary.updated,
                "unchanged": summary.unchanged,
                "removed": summary.removed,
                "gists": held.gists,
                "failed": [
                    {"path": error.path, "place": error.place, "reason": error.reason}
                    for error in summary.failed
                ],
                "took_s": round(summary.took_s, 2),
            }
        )
    else:
        say(
            f"{summary.read} read: {summary.added} added, {summary.updated} updated, "
            f"{summary.unchanged} unchanged, {summary.removed} removed, {len(summary.failed)} failed, "
            f"{summary.took_s:.1f} s"
        )
    if summary.exit_code:
        raise typer.Exit(summary.exit_code)


def rebuild(
    home: Home = DEFAULT_HOME,
    engine: EngineName = None,
    url: Urls = None,
    encoder: EncoderName = None,
    rollback: Annotated[
        bool,
        typer.Option(
            "--rollback", help="Put the index before the last rebuild in use again (Elasticsearch)."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the index anew from the library of record; the old one answers until the new one is checked."""
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.engine.protocol import EngineError
        from indexer.ingest import rebuild as rebuild_index
        from indexer.ingest import roll_back, terminal_progress
        from indexer.workspace import Workspace

        choice = EngineChoice.make(engine, url or ())
        if rollback:
            complete = roll_back(home, choice)
            if as_json:
                print_json({"complete": complete})
            else:
                say(
                    "the index before is in use again"
                    + ("" if complete else "; run `fengqiao index` to bring it up to date")
                )
            return
        try:
            workspace = Workspace.open(home, engine=choice, encoder=encoder)
        except EngineError:
            # The index is missing or was made by another analyzer or encoder: start it afresh.
            workspace = Workspace.open(home, fresh=True, engine=choice, encoder=encoder)
        with workspace:
            count = rebuild_index(workspace, progress=None if as_json else terminal_progress())
    if as_json:
        print_json({"documents": count})
    else:
        say(f"{count} documents indexed anew")


def verify(
    home: Home = DEFAULT_HOME, engine: EngineName = None, url: Urls = None, as_json: AsJson = False
) -> None:
    """Check that library and index agree and that the audit trail is as it was written; exit 1 when not."""
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.ingest import verify as verify_index
        from indexer.workspace import Workspace

        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            report = verify_index(workspace)
        trail = _audit_trail(home)
    audit_problems = trail.problems if trail else ()
    if as_json:
        result: dict[str, object] = {
            "ok": report.ok and not audit_problems,
            "problems": [*report.problems, *(f"audit trail: {problem}" for problem in audit_problems)],
        }
        if trail:
            result["audit"] = {"entries": trail.entries, "anchor": trail.anchor}
        print_json(result)
    else:
        for problem in report.problems:
            say(problem)
        say("library and index agree" if report.ok else "run `fengqiao rebuild`")
        for problem in audit_problems:
            say(f"audit trail: {problem}")
        if trail and trail.ok:
            say(f"audit trail: {trail.entries} entries hold together")
    if not report.ok or audit_problems:
        raise typer.Exit(FAILED)


def _audit_trail(home: Path) -> "AuditReport | None":
    """The check of the audit trail; none where there is no office store."""
    from office.audit import verify as verify_trail
    from office.store import Office

    if not Office.exists(home):
        return None
    with Office.open(home) as office, office.reading() as session:
        return verify_trail(session)

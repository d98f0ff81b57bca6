"""Commands that keep data safe: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Home, Urls
from ui.cli.output import plain_errors, print_json, say


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(backup)
    app.command()(restore)


def backup(
    out: Annotated[
        Path, typer.Argument(help="File to write, such as fengqiao-2026-01-31.zip; it must be new.")
    ],
    with_key: Annotated[
        bool,
        typer.Option(
            "--with-key", help="Also put in the key of the sealed personal data; then guard the file as that."
        ),
    ] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Write library and office of this moment to one checked file, while the program runs."""
    with plain_errors():
        from office.backup import make_backup
        from office.sealing import Seal
        from ui.cli.operator import operator

        manifest = make_backup(home, out, operator(), with_key=with_key)
        key = Seal.of(home).path
    if as_json:
        print_json(manifest.model_dump() | {"file": str(out), "bytes": out.stat().st_size})
        return
    say(
        f"{out}: {out.stat().st_size:,} bytes, {len(manifest.members)} files; audit anchor {manifest.audit_anchor}"
    )
    if key.is_file() and not with_key:
        say(f"the key of the sealed personal data is not in it: keep a copy of {key} in another place")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only prove that the backup is whole; nothing is put in place.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Move data that is there aside, into before-restore-… in the data folder."
        ),
    ] = False,
    home: Home = DEFAULT_HOME,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup into a data folder and make the index anew. Stop the service first."""
    with plain_errors():
        from office.backup import check_backup, restore_backup
        from ui.cli.operator import operator

        if check:
            manifest = check_backup(file)
            if as_json:
                print_json({"ok": True} | manifest.model_dump())
            else:
                say(f"{file} is whole: made {manifest.made}, audit anchor {manifest.audit_anchor}")
            return
        done = restore_backup(file, home, operator(), replace=replace)
        documents = _rebuild(home, engine, url, silent=as_json)
    if as_json:
        print_json(
            done.manifest.model_dump()
            | {"documents": documents, "aside": str(done.aside or ""), "key_missing": done.key_missing}
        )
        return
    say(f"restored as of {done.manifest.made}: {documents} documents indexed anew")
    if done.aside:
        say(f"what was there before is in {done.aside}")
    if done.key_missing:
        say("sealed personal data waits for its key: put secret.key back into the data folder")


def _rebuild(home: Path, engine: str | None, url: list[str] | None, *, silent: bool) -> int:
    from indexer.engine.choice import EngineChoice
    from indexer.ingest import rebuild, terminal_progress
    from indexer.library.library import FILE
    from indexer.workspace import Workspace

    if not (home / FILE).is_file():
        return 0
    with Workspace.open(home, fresh=True, engine=EngineChoice.make(engine, url or ())) as workspace:
        return rebuild(workspace, progress=None if silent else terminal_progress())

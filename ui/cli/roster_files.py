"""Commands over the roster's files: import, export, template, and the shipped sample."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cli.library import Reason, opened
from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import BAD_INPUT, fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from experts.exchange.importing import ImportPreview


def register(group: typer.Typer) -> None:
    """Add these commands to the group of experts."""
    group.command("import")(import_roster)
    group.command("export")(export)
    group.command("template")(write_template)
    group.command("sample")(sample)


def import_roster(
    file: Annotated[
        Path, typer.Argument(help="A table: .xlsx with sheets 人员 and 机构, or .csv with one of them.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    reason: Reason = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Import people and organisations: all of a file or, with a single fault in it, nothing."""
    if not file.is_file():
        fail(f"{file}: no such file")
    seen, batch = _preview(file, home), ""
    if not dry_run and not seen.reading.errors:
        with opened(home) as desk:
            from corpora.readers.blob import Blob
            from experts.exchange.importing import import_file

            why = reason or f"导入 {file.name}"
            with desk.office.session() as session:
                seen, batch = import_file(session, desk.seal, desk.actor, Blob.of_file(file), why, seen.token)
    told = seen.plain()
    if as_json:
        print_json(told if dry_run else {**told, "batch": batch})
    else:
        _tell(told, dry_run)
    if told["errors"] and not dry_run:
        typer.echo(f"{len(told['errors'])} faults: nothing was imported", err=True)
        raise typer.Exit(BAD_INPUT)


def _preview(file: Path, home: Path) -> "ImportPreview":
    """What a file would change; a data folder without a roster is not made for it."""
    with plain_errors():
        from corpora.readers.blob import Blob
        from experts.exchange.importing import preview_against, preview_file
        from experts.roster.roster import Roster
        from office.store import Office

        if not Office.exists(home):
            return preview_against(Blob.of_file(file), Roster())
    with opened(home) as desk, desk.office.reading() as session:
        return preview_file(session, desk.seal, desk.actor, Blob.of_file(file))


def export(
    file: Annotated[Path, typer.Argument(help="File to write: .xlsx (both tables) or .csv (one).")],
    kind: Annotated[
        Literal["people", "organisations"], typer.Option(help="The table of a .csv file.")
    ] = "people",
    private: Annotated[
        bool, typer.Option("--private", help="With phones, identity numbers, addresses and relatives.")
    ] = False,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Write the roster as a file that imports to the same roster."""
    if file.suffix.lower() not in {".xlsx", ".csv"}:
        fail(f"{file}: the file's name must end in .xlsx or .csv")
    with opened(home) as desk:
        from experts.exchange.export import to_csv, to_xlsx
        from experts.roster.keeping import load
        from office import audit

        with desk.office.session() as session:
            roster = load(session, desk.seal, private=private)
            audit.record(
                session, desk.actor, "roster.export", "roster", detail={"private": private, "file": file.name}
            )
        csv = file.suffix.lower() == ".csv"
        file.write_bytes(to_csv(roster, kind, private) if csv else to_xlsx(roster, private))
        if private:
            file.chmod(0o600)
    told = {"file": str(file), "people": len(roster.people), "organisations": len(roster.organisations)}
    print_json(told) if as_json else say(
        f"{file}: {told['people']} people, {told['organisations']} organisations"
    )


def write_template(file: Annotated[Path, typer.Argument(help="File to write, .xlsx.")]) -> None:
    """Write an empty table to fill in, with an explanation of every column."""
    from experts.exchange.export import template

    with plain_errors():
        file.write_bytes(template())
    say(f"{file}")


def sample(home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Load the shipped fictional roster 示例 (60 people, 12 organisations) where there is no roster yet."""
    with opened(home) as desk:
        from experts.roster.sample import load_sample

        with desk.office.session() as session:
            count = load_sample(session, desk.seal, desk.actor)
    if as_json:
        print_json({"people": count})
    else:
        say(f"{count} people added" if count else "there is a roster already; nothing was added")


def _tell(told: dict[str, Any], dry_run: bool) -> None:
    for warning in told["warnings"]:
        say(f"注意：{warning}")
    for error in told["errors"]:
        say(f"错误：{error['sheet']} 第 {error['row']} 行“{error['column']}”：{error['reason']}")
    for row in (*told["organisations"], *told["people"]):
        if row["change"] == "added":
            say(f"新增 {row['id']} {row['name']}")
        for field in row["changes"]:
            say(f"变更 {row['id']} {row['name']}  {field['label']}：{field['old']} → {field['new']}")
    if told["missing"]:
        say(f"文件中没有（保持不变）：{'、'.join(one['name'] for one in told['missing'][:20])}")
    counts = told["counts"]
    done = "将" if dry_run or told["errors"] else "已"
    say(
        f"{done}新增 {counts['added']}，变更 {counts['changed']}，不变 {counts['unchanged']}；错误 {len(told['errors'])} 处"
    )

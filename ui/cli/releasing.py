"""Commands of case releases: candidates, batches, checks, steps, exports."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from indexer.workspace import Workspace
    from office.identity import Actor
    from office.store import Office
    from search_api.releases.findings import Finding
    from search_api.retrieval import Searcher

releases = typer.Typer(no_args_is_help=True, help="Case releases: compile, check, approve, publish.")
Number = Annotated[int, typer.Argument(min=1, help="Number of the batch, as `list` shows it.")]
Document = Annotated[str, typer.Argument(help="Id of a document of the library.")]
By = Annotated[str, typer.Option("--by", help="Who acts; who checks and who approves have to be two people.")]
Organisation = Annotated[
    str, typer.Option("--for", help="Organisation that one acts for: one of the issuers.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(releases, name="releases")


@releases.command("suggest")
def suggest(home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Cases that the program would propose, with the reason of each."""
    with _desk(home) as (office, searcher, _):
        from office.base import now
        from office.identity import LOCAL_ACTOR
        from office.releases.candidates import proposed_ids
        from search_api.releases.editing import published
        from search_api.releases.suggesting import suggestions

        with office.reading() as session:
            known = proposed_ids(session) | published(session).keys()
        found = suggestions(searcher, LOCAL_ACTOR.viewer, now().date(), known)
    if as_json:
        print_json([item.model_dump() for item in found])
        return
    for item in found:
        say(f"{item.document_id}  {item.title}\n    {item.reason}")
    say(f"{len(found)} cases")


@releases.command("list")
def list_releases(home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Batches, newest first."""
    with _desk(home) as (office, _, _), office.reading() as session:
        from office.releases import batches
        from search_api.releases.views import ReleaseRow

        rows = [ReleaseRow.model_validate(row) for row in batches.releases(session)]
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
        return
    for row in rows:
        say(f"{row.id}  {row.state}  {row.number or '-'}  {row.title}  {'、'.join(row.issuers)}")
    if not rows:
        say("no batches; begin one with `fengqiao releases new TITLE --issuer NAME`")


@releases.command("new")
def new(
    title: Annotated[str, typer.Argument(help="标题.")],
    issuer: Annotated[list[str], typer.Option(help="发布单位; repeatable, each approves.")],
    number: Annotated[str, typer.Option(help="批次号, such as 2026年第1批.")] = "",
    form: Annotated[str, typer.Option(help="typical, guiding, mediation, paper or suggestion.")] = "typical",
    by: By = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Begin a batch."""
    with _desk(home) as (office, _, _), office.session() as session:
        from office.releases import batches
        from search_api.releases.forms import forms

        if form not in forms():
            fail(f"there is no form {form}; there are {', '.join(forms())}")
        made = batches.create(session, _actor(by), title, form, issuer)
        if number:
            batches.change(session, _actor(by), made.id, {"number": number})
        told = {"id": made.id, "title": title, "number": number, "form": form, "issuers": issuer}
    if as_json:
        print_json(told)
    else:
        say(f"batch {told['id']}")


@releases.command("add")
def add(
    number: Number,
    document: Document,
    redact: Annotated[bool, typer.Option(help="Carry out every proposed replacement at once.")] = False,
    by: By = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Draft a case from a document and add it to a batch."""
    with _desk(home) as (office, searcher, _), office.session() as session:
        from office.releases import batches
        from search_api.releases import editing
        from search_api.releases.showing import case_view

        actor = _actor(by)
        source = searcher.document(document, actor.viewer)
        if source is None:
            fail(f"{document}: no such document in the library")
        content = editing.begun(source, batches.draft(session, number).form, actor.viewer)
        row = batches.add_case(session, actor, number, document, content.model_dump(mode="json"))
        if redact:
            done = editing.decided(searcher, actor.viewer, row, (), True, "", "")
            row = batches.save_case(session, actor, number, row.id, done.model_dump(mode="json"), row.version)
        shown = case_view(row)
    if as_json:
        print_json(shown.model_dump(mode="json"))
    else:
        say(f"case {shown.id}: {shown.content.title}")


@releases.command("check")
def check(number: Number, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """What keeps a batch from publication; exit code 2 while something does."""
    with _desk(home) as (office, searcher, _), office.reading() as session:
        from office.identity import LOCAL_ACTOR
        from office.releases import batches
        from search_api.releases import editing

        found = editing.findings(session, searcher, LOCAL_ACTOR.viewer, batches.release(session, number))
    _tell(found, as_json)


@releases.command("check-file")
def check_file(
    file: Annotated[Path, typer.Argument(help="A .docx.", exists=True, dir_okay=False)],
    source: Annotated[list[str], typer.Option(help="Id of a source document; repeatable.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Look for names of the sources in a finished .docx: name, properties, text, tables, alternative texts."""
    with _desk(home) as (_, searcher, _):
        from office.identity import LOCAL_ACTOR
        from search_api.releases.filecheck import read_file
        from search_api.releases.finished import file_findings

        held = searcher.documents(source, LOCAL_ACTOR.viewer)
        if missing := [id for id in source if id not in held]:
            fail(f"{missing[0]}: no such document in the library")
        found = file_findings(list(held.values()), read_file(file.read_bytes(), file.name))
    _tell(found, as_json)


@releases.command("step")
def step(
    number: Number,
    action: Annotated[str, typer.Argument(help="check, return, approve, publish or withdraw.")],
    by: By,
    organisation: Organisation = "",
    note: Annotated[str, typer.Option(help="Why; needed to return or withdraw.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Take a batch a step further."""
    with _desk(home) as (office, searcher, workspace):
        from office.releases import batches
        from search_api.releases.stepping import take_step
        from search_api.releases.views import StepBody

        body = StepBody.model_validate({"action": action, "note": note, "issuer": organisation})
        take_step(office, searcher, workspace, _actor(by, organisation), number, body)
        with office.reading() as session:
            state = batches.release(session, number).state
    if as_json:
        print_json({"id": number, "state": state})
    else:
        say(f"batch {number} is {state}")


@releases.command("export")
def export(
    number: Number,
    out: Annotated[Path, typer.Argument(help="A .docx, .pdf or .html file.")],
    home: Home = DEFAULT_HOME,
) -> None:
    """Write a batch to a file: the edition where it is published, else the draft, marked as one."""
    with _desk(home) as (office, _, _), office.session() as session:
        from office.identity import LOCAL_ACTOR
        from office.releases import batches
        from office.releases import editions as kept
        from search_api.releases import editions

        format = editions.FORMATS.get(out.suffix.lower())
        if format is None:
            fail(f"{out}: the name has to end with {', '.join(editions.FORMATS)}")
        release = batches.release(session, number)
        state, sha256, notice = "草稿，尚未发布，不得外传", "", ""
        made = editions.content(release, batches.cases(session, number))
        if release.state in ("published", "withdrawn"):
            edition = kept.edition_of(session, number)
            made, sha256 = editions.content_of(edition), edition.sha256
            state, notice = (
                editions.published_on(edition.made),
                editions.notice_of(kept.withdrawal(session, edition.id)),
            )
        kept.note_export(session, LOCAL_ACTOR, number, format)
    out.write_bytes(editions.exported(made, format, state, sha256, notice))
    say(str(out))


def _tell(found: "list[Finding]", as_json: bool) -> None:
    blocking = sum(finding.level == "block" for finding in found)
    if as_json:
        print_json({"findings": [f.model_dump(mode="json") for f in found], "blocking": blocking})
    else:
        for finding in found:
            where = f"case {finding.case} " if finding.case else ""
            say(f"{finding.level}  {where}{finding.place}  {finding.message}")
        say(f"{len(found)} findings, {blocking} of them block publication")
    if blocking:
        raise typer.Exit(2)


def _actor(by: str, organisation: str = "") -> "Actor":
    from office.identity import LOCAL_ACTOR, Actor

    if not by.strip():
        return LOCAL_ACTOR
    return Actor(name=by.strip(), roles=LOCAL_ACTOR.roles, organisation=organisation)


@contextmanager
def _desk(home: Path) -> "Iterator[tuple[Office, Searcher, Workspace]]":
    with plain_errors():
        from indexer.workspace import Workspace
        from office.folders.errors import NotHeld
        from office.releases.errors import StepRefused
        from office.store import Office
        from search_api.papers import NoChineseFont
        from search_api.retrieval import Searcher

        try:
            with Office.open(home) as office, Workspace.open(home) as workspace:
                yield office, Searcher(workspace), workspace
        except NotHeld as error:
            fail(f"there is no {error.what.replace('_', ' ')} {error.id}")
        except (StepRefused, NoChineseFont) as error:
            fail(str(error))

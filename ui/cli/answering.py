"""Commands that keep the bank of standard answers: answers list, show, propose, review, publish, lawyer-review …"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from office.answers.models import AnswerVersion
    from office.identity import Actor
    from office.store import Office
    from search_api.retrieval import Searcher

EntryId = Annotated[str, typer.Argument(help="Id of the entry, such as BA-001.")]
By = Annotated[str, typer.Option("--by", help="Who acts; author and reviewer have to be two people.")]
Note = Annotated[str, typer.Option(help="Why.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    from ui.cli import answer_questions

    group = typer.Typer(help="The bank of standard answers: versions, review, questions without answer.")
    for command in (show, propose, review, publish, withdraw, lawyer_review, affected):
        group.command()(command)
    group.command("list")(list_entries)
    answer_questions.register(group)
    app.add_typer(group, name="answers", no_args_is_help=True)


@contextmanager
def office_of(home: Path) -> "Iterator[Office]":
    """The office store; its faults as one sentence."""
    with plain_errors():
        from office.answers.errors import AnswerError
        from office.errors import OfficeError
        from office.store import Office

        try:
            with Office.open(home) as office:
                yield office
        except (AnswerError, OfficeError) as error:
            fail(str(error))


def person(name: str) -> "Actor":
    """A person of a local installation under their own name."""
    from office.identity import Actor

    if not name.strip():
        fail("--by needs a name")
    return Actor(name=name.strip(), roles=frozenset({"owner"}))


def list_entries(
    home: Home = DEFAULT_HOME,
    state: Annotated[str, typer.Option(help="draft, reviewed, published, withdrawn or all.")] = "published",
    dispute_type: Annotated[str | None, typer.Option("--type", help="Code of a dispute type.")] = None,
    words: Annotated[str | None, typer.Option(help="Words of the question.")] = None,
    as_json: AsJson = False,
) -> None:
    """List entries with version and state."""
    with office_of(home) as office, office.reading() as session:
        from office.answers.listing import listing

        rows = [
            row
            for row in listing(session)
            if (state == "all" or row.state == state)
            and (dispute_type is None or dispute_type in row.dispute_types)
            and (words is None or words in row.question)
        ]
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
        return
    for row in rows:
        say(f"{row.id} v{row.version} {row.state:<9} {row.question}")
    say(f"{len(rows)} entries")


def show(
    entry: EntryId,
    home: Home = DEFAULT_HOME,
    version: Annotated[
        int | None, typer.Option(help="Which version. Default: the one shown to users.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print an entry in one version."""
    with office_of(home) as office, office.reading() as session:
        from office.answers import versions as kept

        if version is None:
            shown = kept.published(session, entry)
            found = shown[1] if shown else kept.shipped_entry(entry)
            number = shown[0] if shown else 1
            if found is None:
                rows = kept.versions(session, entry)
                if not rows:
                    fail(f"there is no standard answer {entry}")
                found, number = kept.as_entry(rows[0]), rows[0].version
        else:
            found, number = kept.version(session, entry, version), version
    content = found.model_dump(mode="json", exclude_none=True)
    if as_json:
        print_json({"version": number, **content})
        return
    import yaml

    say(f"# version {number}")
    say(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110))


def propose(
    file: Annotated[Path, typer.Argument(help="A YAML file with the schema of the bank.")],
    by: By,
    note: Note = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Put in a draft: a new entry, or the next version of one."""
    import yaml

    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        fail(f"{file} cannot be read: {error}")
    if not isinstance(content, dict):
        fail(f"{file}: expected the fields of one entry")
    with office_of(home) as office, office.session() as session:
        from office.answers.versions import propose as put

        told = _told(put(session, person(by), content, note))
    _print(told, as_json)


def review(entry: EntryId, by: By, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Find the newest draft of an entry right; not for its author."""
    _step("review", entry, by, home, as_json)


def publish(entry: EntryId, by: By, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Show the newest reviewed version to users; not for its author, nor with articles that cannot be verified."""
    _step("publish", entry, by, home, as_json)


def withdraw(
    entry: EntryId, by: By, note: Note = "", home: Home = DEFAULT_HOME, as_json: AsJson = False
) -> None:
    """Show an entry no longer; a reason is needed."""
    with office_of(home) as office, office.session() as session:
        from office.answers.versions import withdraw as take_back

        told = _told(take_back(session, person(by), entry, note))
    _print(told, as_json)


def lawyer_review(
    entry: EntryId,
    by: By,
    lawyer: Annotated[str, typer.Option(help="Who reviewed it: name and firm, as users are told.")],
    note: Note = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Enter a lawyer's review of the published version; the next version begins without one."""
    with office_of(home) as office, office.session() as session:
        from office.answers.counsel import lawyer_review as enter

        told = _told(enter(session, person(by), entry, lawyer, note))
    _print(told, as_json)


def affected(
    home: Home = DEFAULT_HOME,
    law: Annotated[str | None, typer.Option(help="Name of a law that changed, full or short.")] = None,
    article: Annotated[int | None, typer.Option(help="Only this article of it.")] = None,
    as_json: AsJson = False,
) -> None:
    """List entries to look at again: those that cite a law, or articles with a newer version in the library."""
    from corpora.vocab import laws

    with office_of(home) as office, office.reading() as session, _library(home) as library:
        from office.answers.affected import citing, outdated

        if law is not None:
            name = laws().resolve(law)
            if name is None:
                fail(f"the vocabulary has no law {law}")
            rows = citing(session, name, article)
        elif library is not None:
            rows = outdated(session, library)
        else:
            fail("there is no library to compare with: name the law that changed with --law")
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
        return
    for row in rows:
        newer = f", the library has {row.newer}" if row.newer else ""
        say(f"{row.entry_id} {row.article} of {row.cited}{newer}: {row.question}")
    say(f"{len(rows)} citations")


def _step(action: str, entry: str, by: str, home: Path, as_json: bool) -> None:
    with office_of(home) as office, _library(home) as library, office.session() as session:
        from office.answers import versions

        if action == "review":
            told = _told(versions.review(session, person(by), entry))
        else:
            told = _told(versions.publish(session, person(by), entry, library))
    _print(told, as_json)


@contextmanager
def _library(home: Path) -> "Iterator[Searcher | None]":
    """The library of the data folder; ``None`` where there is none."""
    from indexer.library.library import FILE
    from indexer.workspace import Workspace
    from search_api.retrieval import Searcher

    if not (home / FILE).is_file():
        yield None
        return
    with Workspace.open(home) as workspace:
        yield Searcher(workspace)


def _told(row: "AnswerVersion") -> dict[str, Any]:
    return {
        "id": row.entry_id,
        "version": row.version,
        "state": row.state,
        "author": row.author,
        "reviewer": row.reviewer,
        "publisher": row.publisher,
    }


def _print(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        say(f"{told['id']} v{told['version']} {told['state']}")

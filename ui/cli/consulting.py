"""Commands of consults: ask, list, show, take, answer and what follows, as the local user."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, read_text, say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from experts.consults.evaluation import Evaluation
    from office.consults.models import Consult
    from office.sealing import Seal
    from office.store import Office
    from search_api.consults.views import ConsultView
    from search_api.retrieval import Searcher

consults = typer.Typer(no_args_is_help=True, help="Hard questions put to the experts of the roster.")
Number = Annotated[int, typer.Argument(min=1, help="Number of the consult.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    from ui.cli import consult_papers

    consult_papers.register(consults)
    app.add_typer(consults, name="consults")


@consults.command("ask")
def ask_experts(
    question: Annotated[str, typer.Argument(help="The question, or - for standard input.")],
    title: Annotated[str, typer.Option(help="In one line; the question's beginning by default.")] = "",
    attach: Annotated[
        list[str] | None, typer.Option(help="Id of a document of the library; repeatable.")
    ] = None,
    dispute_type: Annotated[
        list[str] | None, typer.Option("--type", help="Dispute type code; repeatable.")
    ] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Ask; names and numbers are replaced before anything is kept."""
    with working(home) as (office, seal):
        from experts.consults.asking import Attachment, Question, ask
        from experts.recusal import Recusals
        from experts.roster.keeping import load
        from office.identity import LOCAL_ACTOR

        text = read_text("-") if question == "-" else question
        attached = []
        if attach:
            with searching(home) as searcher:
                for id in attach:
                    document = searcher.document(id, LOCAL_ACTOR.viewer)
                    if document is None:
                        fail(f"{id}: no such document in the library")
                    attached.append(Attachment(document.title, document.text, document.id))
        with office.session() as session:
            roster = load(session, seal, private=True)
            asked = Question(title or text.strip()[:60], text, tuple(dispute_type or ()), tuple(attached))
            made = ask(session, LOCAL_ACTOR, asked, roster, Recusals.load(session, roster.firm_facts))
            view = show_one(session, seal, made)
    told(view, as_json)


@consults.command("list")
def list_consults(
    state: Annotated[str, typer.Option(help="asked, taken, returned, answered, rated or withdrawn.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Consults, newest first, with what is due."""
    with working(home) as (office, seal):
        from experts.calendar import china_day
        from experts.consults.states import STATES
        from experts.roster.keeping import load
        from office.base import now
        from office.consults import store
        from search_api.consults.showing import row

        if state and state not in STATES:
            fail(f"--state {state}: choose one of {', '.join(STATES)}")
        with office.reading() as session:
            people = load(session, seal).by_person
            rows = [
                row(c, people, china_day(now()))
                for c in store.consults(session, states=[state] if state else ())
            ]
    if as_json:
        print_json([one.model_dump() for one in rows])
        return
    for one in rows:
        say(f"{one.id:4} {one.state_label} {one.title}" + (f" [{one.due.text}]" if one.due else ""))
    if not rows:
        say("no consults")


@consults.command("show")
def show(number: Number, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """One consult with its answers and every step."""
    _acted(home, number, as_json, lambda session, seal, found: None)


@consults.command("take")
def take(
    number: Number,
    expert: Annotated[str, typer.Option(help="Id on the roster of an expert it was routed to.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Record that an expert takes it up."""

    def act(session: "Session", seal: "Seal", found: "Consult") -> None:
        from experts.consults.working import take as taken
        from experts.roster.keeping import load
        from office.identity import LOCAL_ACTOR

        taken(session, LOCAL_ACTOR, found, expert, load(session, seal))

    _acted(home, number, as_json, act)


@consults.command("step")
def step(
    number: Number,
    name: Annotated[str, typer.Argument(help="pass, return, add or withdraw.")],
    note: Annotated[str, typer.Argument(help="What is to be said, or why.")],
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Pass on, ask back, add what was asked for, or withdraw."""
    if name not in ("pass", "return", "add", "withdraw"):
        fail(f"{name}: choose one of pass, return, add, withdraw")

    def act(session: "Session", seal: "Seal", found: "Consult") -> None:
        from experts.consults.working import step as taken
        from office.identity import LOCAL_ACTOR

        taken(session, LOCAL_ACTOR, found, name, note)

    _acted(home, number, as_json, act)


@consults.command("answer")
def answer(
    number: Number,
    text: Annotated[str, typer.Argument(help="The answer, or - for standard input.")],
    statute: Annotated[
        list[str] | None, typer.Option(help="An article, such as 证券法第八十八条; repeatable.")
    ] = None,
    case: Annotated[
        list[str] | None, typer.Option(help="A case by id, 案号 or exact title; repeatable.")
    ] = None,
    evaluation: Annotated[
        Path | None,
        typer.Option(
            help="JSON of a neutral evaluation (中立评估): facts, issues, applicant, respondent, outcome, proposal, "
            "reservations."
        ),
    ] = None,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Answer; every article and case is checked against the library."""
    words = read_text("-") if text == "-" else text
    evaluated = _evaluation(evaluation) if evaluation else None
    with searching(home) as searcher:

        def act(session: "Session", seal: "Seal", found: "Consult") -> None:
            from experts.consults.working import answer as answered
            from office.identity import LOCAL_ACTOR

            answered(
                session, LOCAL_ACTOR, found, words, searcher,
                statutes=statute or (), cases=case or (), evaluation=evaluated,
            )  # fmt: skip

        _acted(home, number, as_json, act)


@consults.command("rate")
def rate(
    number: Number,
    rating: Annotated[int, typer.Argument(min=1, max=5, help="1 to 5; 5 is best.")],
    note: Annotated[str, typer.Option(help="In words.")] = "",
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Rate the answer."""

    def act(session: "Session", seal: "Seal", found: "Consult") -> None:
        from experts.consults.working import rate as rated
        from office.identity import LOCAL_ACTOR

        rated(session, LOCAL_ACTOR, found, rating, note)

    _acted(home, number, as_json, act)


@consults.command("propose")
def propose(number: Number, home: Home = DEFAULT_HOME, as_json: AsJson = False) -> None:
    """Propose the answer for the bank of standard answers."""

    def act(session: "Session", seal: "Seal", found: "Consult") -> None:
        from experts.consults.working import propose as proposed
        from office.identity import LOCAL_ACTOR

        proposed(session, LOCAL_ACTOR, found)

    _acted(home, number, as_json, act)


@contextmanager
def working(home: Path) -> "Iterator[tuple[Office, Seal]]":
    """The office store and its seal; faults of consults become one sentence."""
    with plain_errors():
        from experts.consults.errors import ConsultError
        from experts.recusal import RecusalRefused
        from experts.roster.errors import RosterError
        from office.sealing import Seal
        from office.store import Office

        with Office.open(home) as office:
            try:
                yield office, Seal.of(home)
            except (ConsultError, RecusalRefused, RosterError) as error:
                fail(error.message)


@contextmanager
def searching(home: Path) -> "Iterator[Searcher]":
    """The library, for what is cited or attached."""
    with plain_errors():
        from indexer.workspace import Workspace
        from search_api.retrieval import Searcher

        workspace = Workspace.open(home)
        try:
            yield Searcher(workspace)
        finally:
            workspace.close()


def show_one(session: "Session", seal: "Seal", found: "Consult") -> "ConsultView":
    """A consult as the local user sees it."""
    from experts.calendar import china_day
    from experts.roster.keeping import load
    from office.base import now
    from office.identity import LOCAL_ACTOR
    from search_api.consults.showing import whole

    return whole(session, found, load(session, seal), LOCAL_ACTOR, china_day(now()))


def told(view: "ConsultView", as_json: bool) -> None:
    """Print a consult."""
    if as_json:
        print_json(view.model_dump())
        return
    say(f"{view.id} {view.state_label} {view.title}" + (f" [{view.due.text}]" if view.due else ""))
    say(view.question)
    experts = "、".join(f"{c.name} ({c.id})" for c in view.candidates)
    say(f"experts: {experts or 'none that fits and was checked; withdraw and ask again once there is one'}")
    for answer_ in view.answers:
        say(f"\n{answer_.expert}: {answer_.text}")
        for entry in answer_.basis:
            say(f"  {entry['law']}{entry['article']} {entry['state_label']}")
        for case_ in answer_.cases:
            say(f"  {case_['title']} ({case_['id']})")


def _evaluation(file: Path) -> "Evaluation":
    from pydantic import ValidationError

    from experts.consults.evaluation import Evaluation

    try:
        return Evaluation.model_validate_json(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: cannot be read: {error}")
    except ValidationError as error:
        first = error.errors()[0]
        fail(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}")


def _acted(home: Path, number: int, as_json: bool, act: "Callable[[Session, Seal, Consult], Any]") -> None:
    with working(home) as (office, seal):
        from experts.consults.rights import require_seen
        from office.consults import store
        from office.identity import LOCAL_ACTOR

        with office.session() as session:
            found = require_seen(LOCAL_ACTOR, store.consult(session, number, lock=True), number)
            act(session, seal, found)
            view = show_one(session, seal, found)
    told(view, as_json)

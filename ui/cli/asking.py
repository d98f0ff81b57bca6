"""The command that answers: ask."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Home, Urls
from ui.cli.output import plain_errors, print_json, read_text, say

if TYPE_CHECKING:
    from search_api.answers import Answer, AnswerRequest


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(ask)


def ask(
    question: Annotated[str, typer.Argument(help="The question, in whatever words.")],
    home: Home = DEFAULT_HOME,
    case: Annotated[
        str | None, typer.Option("--case", help="A file with the case at hand, that the question refers to.")
    ] = None,
    day: Annotated[
        str | None, typer.Option(help="Day on which the rule should hold. Default: today.")
    ] = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Give the standard answer to a question with its basis and precedents, or say that there is none."""
    with plain_errors():
        from search_api.answers import AnswerRequest

        told = read_text(case)[:20_000] if case else ""
        request = AnswerRequest.model_validate({"question": question, "case": told, "day": day})
        answer = _answer(home, request, engine, url)
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        _show(answer)


def _answer(home: Path, request: "AnswerRequest", engine: str | None, url: list[str] | None) -> "Answer":
    """From the bank and the library of the data folder; from the bank alone where there is no library."""
    from indexer.engine.choice import EngineChoice
    from indexer.library.library import FILE
    from indexer.viewer import LOCAL_OWNER
    from indexer.workspace import Workspace
    from office.answers.current import current_bank
    from search_api.answers import Answerer
    from search_api.retrieval import Searcher

    bank = current_bank(home)
    choice = EngineChoice.make(engine, url or ())
    if not (home / FILE).is_file():
        return Answerer(bank.entries, versions=bank.versions).ask(request, LOCAL_OWNER)
    with Workspace.open(home, engine=choice) as workspace:
        answerer = Answerer(bank.entries, Searcher(workspace), bank.versions)
        return answerer.ask(request, LOCAL_OWNER)


def _show(answer: "Answer") -> None:
    for part in answer.parts:
        if len(answer.parts) > 1:
            say(f"【{part.question}】")
        say(part.answer)
        if part.status != "entry":
            say(part.turn_to)
            for near in part.suggestions:
                say(f"  您是不是想问：{near.question}（{near.entry_id}）")
            for hint in part.articles:
                say(f"  可能相关的条文（不是标准答案）：《{hint.law}》第{hint.article}条（{hint.version}）")
            continue
        say(f"  标准问答 {part.entry_id}：{part.entry_question}（把握 {part.confidence:.2f}）")
        say(part.full_answer.rstrip())
        for view in part.basis:
            say(f"  依据：{view.label}（{view.version}）{'　要点：' + view.gist if view.gist else ''}")
        for paper in part.papers:
            say(f"  依据：{paper.title}{paper.section}")
        for notice in part.notices:
            say(f"  注意：{notice}")
        since = f"自{part.valid_from}起适用" if part.valid_from else ""
        until = f"适用至{part.valid_to}" if part.valid_to else ""
        say("  " + "　".join(filter(None, (part.review_note, since, until))))
    for found in answer.cases:
        side = {"for": "支持", "against": "不支持", "mixed": "部分支持"}[found.stance]
        say(f"  案例（{side}）：{found.title} {found.case_number}{'〔示例〕' if found.fictional else ''}")
    if answer.consult.advised:
        say(answer.consult.why)

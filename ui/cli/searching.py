"""Commands that search: search, similar."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest
from ui.cli.options import (
    DEFAULT_HOME,
    AsJson,
    EngineName,
    Filters,
    Home,
    HomeCourt,
    Limit,
    Urls,
    Within,
)
from ui.cli.output import fail, plain_errors, print_json, read_text
from ui.cli.results import show

if TYPE_CHECKING:
    from search_api.retrieval.ranking.model import Reader

Reranker = Annotated[
    Path | None,
    typer.Option("--reranker", help="Folder of a cross-encoder that reads the best fifty (models extra)."),
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(search)
    app.command()(similar)


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", -exclude, field:value, a case number.')],
    home: Home = DEFAULT_HOME,
    filter: Filters = None,
    limit: Limit = 10,
    sort: Annotated[
        str,
        typer.Option(
            help="relevance, date, date_asc, or authority (法发〔2020〕24号 art. 4; see --home-court)."
        ),
    ] = "relevance",
    home_court: HomeCourt = "",
    within: Within = None,
    rules: Annotated[bool, typer.Option("--rules", help="Show the articles that apply.")] = False,
    reranker: Reranker = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Find documents by words, phrases, fields or identifiers."""
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.viewer import LOCAL_OWNER
        from indexer.workspace import Workspace
        from search_api.retrieval import Searcher

        request = SearchRequest.model_validate(
            {
                "query": query,
                "filters": filter or (),
                "limit": limit,
                "sort": sort,
                "home_court": home_court,
                "within": within or (),
                "rules": rules,
            }
        )
        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            result = Searcher(workspace, reader=_reader(reranker)).search(request, LOCAL_OWNER)
    _print(result, as_json)


def similar(
    file: Annotated[str, typer.Argument(help="A file with the text of a case, or - for standard input.")],
    home: Home = DEFAULT_HOME,
    filter: Filters = None,
    limit: Limit = 10,
    sort: Annotated[
        str, typer.Option(help="relevance, or authority (法发〔2020〕24号 art. 4; see --home-court).")
    ] = "relevance",
    home_court: HomeCourt = "",
    within: Within = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the matching passages.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Show the articles that apply.")] = False,
    opposing: Annotated[
        bool, typer.Option("--opposing", help="Show the best cases that went the other way.")
    ] = False,
    reranker: Reranker = None,
    engine: EngineName = None,
    url: Urls = None,
    as_json: AsJson = False,
) -> None:
    """Find cases similar to a text in facts, focus of dispute and law."""
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from indexer.viewer import LOCAL_OWNER
        from indexer.workspace import Workspace
        from search_api.retrieval import Searcher

        request = SimilarRequest.model_validate(
            {
                "text": read_text(file),
                "filters": filter or (),
                "limit": limit,
                "sort": sort,
                "home_court": home_court,
                "within": within or (),
                "explain": explain,
                "rules": rules,
                "opposing": opposing,
            }
        )
        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            result = Searcher(workspace, reader=_reader(reranker)).similar(request, LOCAL_OWNER)
    _print(result, as_json)


def _print(result: SearchResult, as_json: bool) -> None:
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        show(result)


def _reader(folder: Path | None) -> "Reader | None":
    from search_api.retrieval.ranking.cross import CrossEncoderReader, RerankerMissing

    if folder is None:
        return None
    try:
        return CrossEncoderReader.load(folder)
    except RerankerMissing as error:
        fail(str(error))

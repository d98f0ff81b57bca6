"""Commands that search: search, similar."""

from typing import Annotated

import typer

from search_api.retrieval.models import SearchRequest, SearchResult, SimilarRequest
from ui.cli.options import DEFAULT_HOME, AsJson, EngineName, Filters, Home, Limit, Urls
from ui.cli.output import plain_errors, print_json, read_text
from ui.cli.results import show


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(search)
    app.command()(similar)


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", -exclude, field:value, a case number.')],
    home: Home = DEFAULT_HOME,
    filter: Filters = None,
    limit: Limit = 10,
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

        request = SearchRequest(query=query, filters=tuple(filter or ()), limit=limit)
        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            result = Searcher(workspace).search(request, LOCAL_OWNER)
    _print(result, as_json)


def similar(
    file: Annotated[str, typer.Argument(help="A file with the text of a case, or - for standard input.")],
    home: Home = DEFAULT_HOME,
    filter: Filters = None,
    limit: Limit = 10,
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

        request = SimilarRequest(text=read_text(file), filters=tuple(filter or ()), limit=limit)
        with Workspace.open(home, engine=EngineChoice.make(engine, url or ())) as workspace:
            result = Searcher(workspace).similar(request, LOCAL_OWNER)
    _print(result, as_json)


def _print(result: SearchResult, as_json: bool) -> None:
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        show(result)

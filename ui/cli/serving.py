"""Commands that keep running: serve, ui, and the demonstration behind ``make run``."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.options import DEFAULT_HOME, EngineName, Home, Urls
from ui.cli.output import fail, plain_errors, say

API_PORT, WEB_PORT = 8000, 8501
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(serve)
    app.command("ui")(web)
    app.command()(demo)


def serve(
    home: Home = DEFAULT_HOME,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = API_PORT,
    host: Annotated[
        str | None,
        typer.Option(
            help="Address to listen on; in local mode only one of this machine. Default: FENGQIAO_HOST, else 127.0.0.1."
        ),
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option(
            help="local (one user with every right) or organisation (accounts). Default: FENGQIAO_MODE, else local."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that answer. Default: FENGQIAO_WORKERS, else one in local mode, one a core (at most 4) otherwise.",
        ),
    ] = None,
    engine: EngineName = None,
    url: Urls = None,
) -> None:
    """Serve the HTTP API."""
    with plain_errors():
        from indexer.engine.choice import EngineChoice
        from search_api.http.settings import Settings
        from ui.cli.worker import run

        named = (("host", host), ("mode", mode), ("workers", workers))
        given = {name: value for name, value in named if value is not None}
        settings = Settings.model_validate({"home": home, "port": port, **given})
        if settings.mode == "organisation":
            _check_administrator(settings.home, settings.office_url)
        chosen = EngineChoice.make(engine, url or ())
        start = run(settings, chosen)
    start()


def _check_administrator(home: Path, office_url: str) -> None:
    from office.accounts.users import all_users
    from office.store import Office

    with Office.open(home, office_url or None) as office, office.reading() as session:
        users = all_users(session)
    if not any(user.disabled is None and "administrator" in user.roles for user in users):
        fail("organisation mode needs an administrator: fengqiao users add NAME --role administrator")


def web(
    port: Port = WEB_PORT,
    api: Annotated[str, typer.Option(help="Address of the service.")] = f"http://127.0.0.1:{API_PORT}",
) -> None:
    """Serve the web page on 127.0.0.1; it talks to the service over HTTP only."""
    import subprocess

    from ui.processes import web_command, web_environment

    raise typer.Exit(subprocess.call(web_command(port), env=web_environment(api)))


def demo(
    home: Home = DEFAULT_HOME,
    api_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the service.")] = API_PORT,
    web_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the web page.")] = WEB_PORT,
    once: Annotated[bool, typer.Option("--once", help="Stop after the worked search.")] = False,
) -> None:
    """Index the sample corpus, show one worked search, then serve the API and the web page."""
    from ui.processes import busy_port, run_both

    if not once:
        for port in (api_port, web_port):
            if busy_port(port):
                fail(f"port {port} is in use: stop what listens there, or choose --api-port and --web-port")
    with plain_errors():
        from ui.demo import index_sample, load_sample_roster, worked_search

        index_sample(Path(home))
        load_sample_roster(Path(home))
        worked_search(Path(home))
    if once:
        return
    say()
    raise typer.Exit(run_both(Path(home), api_port, web_port, say))

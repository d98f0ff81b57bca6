"""The expert library on the command line."""

import typer

from ui.cli import naming


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(
        help="Experts, mediators and organisations: roster, matching, recusal.", no_args_is_help=True
    )
    naming.register(group)
    app.add_typer(group, name="experts")

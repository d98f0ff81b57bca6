"""The expert library on the command line."""

import typer

from ui.cli import (
    appointing,
    consulting,
    matching,
    naming,
    recusing,
    roster,
    roster_care,
    roster_changes,
    roster_files,
    slots,
)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    group = typer.Typer(
        help="Experts, mediators and organisations: roster, matching, recusal.", no_args_is_help=True
    )
    roster_files.register(group)
    roster.register(group)
    roster_changes.register(group)
    roster_care.register(group)
    slots.register(group)
    matching.register(group)
    appointing.register(group)
    naming.register(group)
    recusing.register(group)
    app.add_typer(group, name="experts")
    consulting.register(app)

"""The command line. Heavy imports happen inside commands, so that each starts at once."""

import os
import sys

import typer

from ui.cli import (
    accounts,
    answering,
    asking,
    auditing,
    desk,
    documents,
    evaluation,
    experts,
    ingest,
    keeping,
    releasing,
    searching,
    serving,
    training,
)

app = typer.Typer(
    name="fengqiao",
    help="Case-law and mediation-precedent search for financial disputes in China.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (
    accounts,
    auditing,
    keeping,
    ingest,
    searching,
    desk,
    asking,
    answering,
    documents,
    evaluation,
    serving,
    training,
    experts,
    releasing,
):
    module.register(app)


BEHIND = frozenset({"index", "rebuild"})
"""Commands that give way to whoever searches meanwhile on the same machine."""
_NICE = 10
_BLAS_THREADS = "OPENBLAS_NUM_THREADS"
"""Read by numpy and faiss when they are loaded. Their products are small: a second thread spends more time on waiting
than it saves, also for one person alone, and many requests at a time take each other's core."""


def main() -> None:
    """Entry point of the ``fengqiao`` command."""
    os.environ.setdefault(_BLAS_THREADS, "1")
    if BEHIND.intersection(sys.argv[1:2]) and hasattr(os, "nice"):
        os.nice(_NICE)
    app()

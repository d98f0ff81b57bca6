"""Command that trains an encoder."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.output import fail, plain_errors, say


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("train-encoder")(train_encoder)


def train_encoder(
    sources: Annotated[list[Path], typer.Argument(help="Files or folders of legal text.")],
    out: Annotated[Path, typer.Option(help="Folder to write the encoder to.")],
    dims: Annotated[int, typer.Option(min=8, max=1024, help="Dimensions of a vector.")] = 256,
    seed: Annotated[int, typer.Option(help="Of the random generators.")] = 0,
) -> None:
    """Train a small static encoder without torch."""
    for source in sources:
        if not source.exists():
            fail(f"{source}: no such file or folder")
    with plain_errors():
        from indexer.encoder.train import train_encoder as train

        train(sources, out, dims=dims, seed=seed, progress=lambda line: typer.echo(line, err=True))
    say(f"encoder written to {out}")

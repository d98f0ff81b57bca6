"""Command that trains an encoder."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import DEFAULT_HOME, AsJson, Home
from ui.cli.output import fail, plain_errors, print_json, say

if TYPE_CHECKING:
    from indexer.encoder.protocol import Encoder
    from indexer.encoder.training import Supervision


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("train-encoder")(train_encoder)


def train_encoder(
    out: Annotated[Path, typer.Option(help="Folder to write the encoder to.")],
    sources: Annotated[list[Path] | None, typer.Argument(help="Files or folders of legal text.")] = None,
    queries: Annotated[
        list[Path] | None,
        typer.Option("--queries", help="Collection folder (BEIR) whose queries are learnt from; repeatable."),
    ] = None,
    split: Annotated[str, typer.Option(help="Split of those collections to learn from.")] = "train",
    evaluate: Annotated[
        list[Path] | None,
        typer.Option(
            "--evaluate", help="Collection folder to measure before and after on (split dev); repeatable."
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", help="Encoder folder to go on from, or default for the shipped one."),
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write a sentence-transformers model there too.")
    ] = None,
    dims: Annotated[int, typer.Option(min=8, max=1024, help="Dimensions of a vector.")] = 256,
    steps: Annotated[int, typer.Option(min=0, help="Batches of the contrastive step.")] = 3_000,
    seed: Annotated[int, typer.Option(help="Of the random generators.")] = 0,
    home: Home = DEFAULT_HOME,
    as_json: AsJson = False,
) -> None:
    """Train a small static encoder without torch; interrupted, the same command goes on."""
    folders = [*(sources or ()), *(queries or ()), *(evaluate or ())]
    for folder in folders:
        if not folder.exists():
            fail(f"{folder}: no such file or folder")
    if not (sources or queries):
        fail("give texts to train on, or --queries with a collection")
    with plain_errors():
        from indexer.encoder.static import DATA, StaticEncoder
        from indexer.encoder.training import Settings
        from indexer.encoder.training import train_encoder as train

        train(
            sources or [],
            out,
            Settings(dims=dims, steps=steps, seed=seed),
            supervision=_supervision(queries or (), split),
            start=DATA if start == "default" else Path(start) if start else None,
            progress=lambda line: typer.echo(line, err=True),
        )
        if export is not None:
            from indexer.encoder.export import export_sentence_transformers

            export_sentence_transformers(out, export)
        measured = _measured(evaluate or (), {"present": _present(home), "new": StaticEncoder.load(out)})
    if as_json:
        print_json({"encoder": str(out), "measures": measured})
        return
    for name, systems in measured.items():
        for system, values in systems.items():
            say(f"{name:<24} {system:<8} " + "  ".join(f"{m} {v:.4f}" for m, v in values.items()))
    say(f"encoder written to {out}")
    _offer(home, out)


def _supervision(folders: Sequence[Path], split: str) -> "Supervision":
    """What the queries of the collections teach; said how many have no text."""
    from eval.collection import open_collection
    from indexer.encoder.training import Supervision

    found = Supervision()
    for folder in folders:
        collection = open_collection(folder)
        grades = collection.qrels(collection.split(split))
        asked = {id: record.text for id, record in collection.queries().items() if id in grades}
        left_out = found.add(
            collection.name,
            ((record.id, f"{record.title}\n{record.text}") for record in collection.documents()),
            ((text, grades[id]) for id, text in asked.items()),
        )
        typer.echo(f"{collection.name}: {len(asked) - left_out} queries, {left_out} without a text", err=True)
    return found


def _present(home: Path) -> "Encoder | None":
    """The encoder that the data folder uses; the shipped one where there is no library."""
    from indexer.encoder.load import load_encoder
    from indexer.library import Library, LibraryError

    try:
        library = Library.open(home, create=False)
    except LibraryError:
        return load_encoder(None)
    try:
        return load_encoder(library.encoder)
    finally:
        library.close()


def _measured(
    folders: Sequence[Path], encoders: "Mapping[str, Encoder | None]"
) -> dict[str, dict[str, dict[str, float]]]:
    """Measures of each encoder alone by collection."""
    from eval.collection import open_collection
    from eval.vectors import encoder_measures

    collections = [open_collection(folder) for folder in folders]
    return {
        collection.name: {
            name: encoder_measures(collection, collection.split(None), encoder)
            for name, encoder in encoders.items()
            if encoder is not None
        }
        for collection in collections
    }


def _offer(home: Path, out: Path) -> None:
    """Say how to switch; on a terminal, do it if wanted."""
    command = f"fengqiao rebuild --home {home} --encoder {out}"
    if not (sys.stdin.isatty() and (home / "library.sqlite").is_file()):
        say(f"to use it: {command}")
        return
    if typer.confirm(f"Build the index of {home} anew with it now?", default=False):
        from ui.cli.ingest import rebuild

        rebuild(home=home, encoder=str(out.resolve()))
    else:
        say(f"later: {command}")

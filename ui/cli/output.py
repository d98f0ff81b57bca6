"""How commands speak: JSON or text on stdout, one plain sentence on stderr for a fault."""

import errno
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

BAD_INPUT = 2
_DISK = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the quota of this user is used up; free some space and try again",
    errno.EROFS: "this file system is mounted read-only; mount it for writing, or choose another folder",
    errno.EACCES: "this user has no right to it; change the rights of the folder, or choose another one",
}


def print_json(value: Any) -> None:
    """Print one JSON value, Chinese as it is; dates in ISO form."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(text: str = "") -> None:
    """Print a line for a person."""
    typer.echo(text)


def fail(sentence: str) -> NoReturn:
    """Say what is wrong on stderr and stop with the exit code for bad input."""
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn the program's own errors into one sentence; anything else is a fault of ours and shows itself."""
    from pydantic import ValidationError

    from corpora.model.errors import CorpusError
    from indexer.engine.filters import FilterError
    from indexer.engine.protocol import EngineError
    from indexer.library.errors import LibraryError
    from office.accounts.errors import AccountError
    from office.errors import OfficeError
    from search_api.retrieval.errors import RetrievalError

    try:
        yield
    except (
        AccountError,
        CorpusError,
        EngineError,
        FilterError,
        LibraryError,
        OfficeError,
        RetrievalError,
    ) as error:
        fail(str(error))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        fail(f"{place}: {first['msg']}" if place else str(first["msg"]))
    except BrokenPipeError:
        # The reader of our output (such as `head`) has gone; that is no fault.
        sys.stderr.close()
        raise typer.Exit(0) from None
    except OSError as error:
        # The data folder cannot be made or written, the disk is full: for the user to mend, not for us.
        said = _DISK.get(error.errno or 0) or error.strerror or str(error)
        fail(f"{error.filename}: {said}" if error.filename else said)


def read_text(name: str) -> str:
    """The text of a file in any format the readers know, or of standard input for ``-``.

    Raises:
        CorpusError: the file cannot be read.
    """
    from pathlib import Path

    from corpora.model.errors import CorpusError, EmptyFile
    from corpora.readers import read

    if name == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        if not text.strip():
            raise EmptyFile("nothing came on standard input")
        return text
    if not Path(name).exists():
        raise CorpusError("no such file", name)
    texts = []
    for record in read(Path(name)):
        if isinstance(record, CorpusError):
            raise record
        texts.append(record.text)
    if not texts:
        raise EmptyFile("no text in it", name)
    return "\n".join(texts)

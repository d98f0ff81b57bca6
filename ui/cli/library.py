"""What commands of the expert library share: the office store, the seal, the one user of the command line."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import fail, plain_errors

if TYPE_CHECKING:
    from office.identity import Actor
    from office.sealing import Seal
    from office.store import Office

Reason = Annotated[str, typer.Option("--reason", help="Why, for the history.")]
Id = Annotated[str, typer.Argument(help="Number on the roster, such as P001.")]


@dataclass(frozen=True, slots=True)
class Desk:
    """The open store, the seal of its personal data, and who acts."""

    office: "Office"
    seal: "Seal"
    actor: "Actor"


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """The expert library of a data folder; its faults become one plain sentence and exit code 2."""
    with plain_errors():
        from experts.matching.faults import MatchingError
        from experts.roster.errors import RosterError
        from office.sealing import Seal
        from office.store import Office
        from ui.cli.operator import operator

        try:
            with Office.open(home) as office:
                yield Desk(office, Seal.of(home), operator())
        except (RosterError, MatchingError) as error:
            fail(error.message)


def day(text: str, option: str) -> dt.date | None:
    """A day of an option; ``None`` for an empty one."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"{option}: write a day as 2026-01-31")

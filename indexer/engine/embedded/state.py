"""One commit over two stores: tantivy's own files and the vector files beside them.

The order is: write new vector files; write the intent; let tantivy commit; put the intent in the place of the
state. Whether tantivy committed is read from its operation stamp, so that after a crash at any point the
vector files taken are those that belong to what tantivy holds.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from indexer.engine.protocol import EngineError
from indexer.manifest import write_json

_STATE = "state.json"
_INTENT = "state.next.json"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A vector file and the documents in it that no longer count, by position."""

    name: str
    rows: int
    dead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The vector files of a commit."""

    opstamp: int = 0
    """tantivy's stamp after this commit; in an intent, its stamp before."""
    generation: int = 0
    segments: tuple[SegmentEntry, ...] = field(default=())


def load_state(folder: Path, opstamp: Callable[[], int]) -> State:
    """The state that goes with tantivy's stamp, also while another process commits.

    Args:
        folder: Of the index.
        opstamp: Reads tantivy's stamp.

    Raises:
        EngineError: there is none; the index is from a failed copy or was tampered with.
    """
    seen = None
    while True:
        stamp = opstamp()
        state = _read(folder / _STATE) or State(opstamp=stamp)
        if state.opstamp == stamp:
            return state
        intent = _read(folder / _INTENT)
        if intent is not None and intent.opstamp == state.opstamp < stamp:
            return State(stamp, intent.generation, intent.segments)
        if (stamp, state, intent) == seen:  # Nobody is at work: it is what it is.
            raise EngineError(
                f"The two halves of the index in {folder} do not belong together; run `fengqiao rebuild`."
            )
        seen = stamp, state, intent


def write_intent(folder: Path, before: State, segments: tuple[SegmentEntry, ...]) -> State:
    """Say what is about to be committed."""
    intent = State(before.opstamp, before.generation + 1, segments)
    write_json(folder / _INTENT, asdict(intent))
    return intent


def write_state(folder: Path, state: State) -> None:
    """Say what was committed."""
    write_json(folder / _STATE, asdict(state))


def _read(path: Path) -> State | None:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        segments = tuple(SegmentEntry(s["name"], s["rows"], tuple(s["dead"])) for s in raw["segments"])
        return State(raw["opstamp"], raw["generation"], segments)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{path} cannot be read ({error}); run `fengqiao rebuild`.") from error

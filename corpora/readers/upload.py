"""An uploaded file: its records read in a bounded child process, told apart by content, not by name."""

from dataclasses import dataclass

from corpora.guard import USUAL, Bounds, guarded
from corpora.model.errors import CorpusError, EmptyFile
from corpora.readers import read_bytes

_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """The first readable record of a file.

    Attributes:
        text: Its text, cut at the length asked for.
        length: Code points of the whole text.
        faults: What could not be read before it, as ``(place, reason)``.
    """

    text: str
    length: int
    faults: tuple[tuple[str, str], ...]


def read_upload(data: bytes, name: str, most: int, bounds: Bounds = USUAL) -> Upload:
    """The first readable record of an uploaded file.

    Args:
        data: The bytes.
        name: The name that the user's machine gave; only the suffix counts, and only where the content is not decisive.
        most: Code points of text to keep.
        bounds: Time and memory of the child process.

    Raises:
        CorpusError: nothing in it can be read, or reading it takes too much.
    """
    found = guarded(_first, data, name.replace("\0", "")[-200:] or "file", bounds)
    if found["text"] is None:
        raise EmptyFile("没有文字内容", name)
    return Upload(
        found["text"][:most], found["length"], tuple((place, reason) for place, reason in found["faults"])
    )


def _first(data: bytes, name: str) -> dict[str, object]:
    """Runs in the child.

    Raises:
        CorpusError: the first fault, when there is no readable record.
    """
    faults: list[CorpusError] = []
    for record in read_bytes(data, name):
        if not isinstance(record, CorpusError):
            return {
                "text": record.text,
                "length": len(record.text),
                "faults": [(fault.place, fault.reason) for fault in faults],
            }
        if len(faults) < _MOST_FAULTS:
            faults.append(record)
    if faults:
        raise faults[0]
    return {"text": None, "length": 0, "faults": []}

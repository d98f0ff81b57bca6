"""Official case releases, found by number and title."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpora.model.errors import CorpusError
from corpora.readers import read
from eval.errors import EvalError
from eval.prepare.texts import Text, texts_in, title_key
from indexer.library.library import FILE as LIBRARY_FILE

RELEASES = "cases.jsonl"


@dataclass(frozen=True)
class Releases:
    """Cases at hand; where they come from the file of releases itself, place and number are the same."""

    texts: Sequence[Text]
    numbered: bool
    _by_title: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for place, text in enumerate(self.texts):
            self._by_title.setdefault(title_key(text.title), place)

    def find(self, number: int, title: str) -> int | None:
        """Place of a case: by number where the title there is the same, else by title; ``None`` if not at hand."""
        wanted = title_key(title)
        if self.numbered and number < len(self.texts) and title_key(self.texts[number].title) == wanted:
            return number
        return self._by_title.get(wanted)


def read_releases(path: Path) -> Releases:
    """The cases of a ``cases.jsonl`` (or the folder with it), of a data folder, or of a folder of case files.

    Raises:
        EvalError: nothing there that can be read.
    """
    file = path / RELEASES if (path / RELEASES).is_file() else path
    if file.is_file():
        texts = []
        for raw in read(file):
            if isinstance(raw, CorpusError):
                raise EvalError(str(raw)) from raw
            kind = raw.kind.value if raw.kind else ""
            texts.append(Text("", raw.fields.get("title", ""), raw.text, kind=kind))
        return Releases(texts, numbered=True)
    texts = list(texts_in(path))
    if not texts:
        what = "the library" if (path / LIBRARY_FILE).is_file() else "the folder"
        raise EvalError(f"{path}: {what} holds no texts")
    return Releases(texts, numbered=False)

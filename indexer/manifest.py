"""What an index was built with. Reading it with anything else would give wrong results without a word."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.protocol import EngineError

FILE = "manifest.json"
SCHEMA = 2
"""Raised when the fields of an index, what is encoded, or the layout of its files change."""


class IndexMismatch(EngineError):
    """The index was made with other tools than this program's."""

    code = "index_mismatch"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts that must be the same when writing and when reading."""

    schema: int
    engine: str
    analyzer: str
    encoder: str = ""
    encoder_fingerprint: str = ""
    dim: int = 0

    @classmethod
    def of(
        cls, engine: str, analyzer: Analyzer, encoder: Encoder | None, *, schema: int = SCHEMA
    ) -> "Manifest":
        """The manifest of an index made now; ``schema`` is the number of the engine's own layout."""
        if encoder is None:
            return cls(schema, engine, analyzer.fingerprint)
        return cls(schema, engine, analyzer.fingerprint, encoder.name, encoder.fingerprint, encoder.dim)

    def save(self, folder: Path) -> None:
        """Write ``folder/manifest.json`` at once or not at all."""
        write_json(folder / FILE, asdict(self))

    def check(self, folder: Path) -> None:
        """Compare with the manifest in ``folder``.

        Raises:
            EngineError: the index there was made with something else, or its manifest cannot be read.
        """
        try:
            there = Manifest(**json.loads((folder / FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise EngineError(f"{folder / FILE} cannot be read ({error}); run `fengqiao rebuild`.") from error
        self.compare(there, f"in {folder}")

    def compare(self, there: "Manifest", where: str) -> None:
        """Compare with the manifest of an index.

        Args:
            there: What the index was made with.
            where: The index, after "The index" in a sentence.

        Raises:
            IndexMismatch: it was made with something else.
        """
        if there == self:
            return
        parts = {
            "another layout of the index": there.schema != self.schema or there.engine != self.engine,
            "another text analyzer or vocabulary": there.analyzer != self.analyzer,
            f"the encoder {there.encoder or 'none'} instead of {self.encoder or 'none'}": there.encoder
            != self.encoder,
            f"another version of the encoder {self.encoder}": there.encoder == self.encoder
            and (there.encoder_fingerprint, there.dim) != (self.encoder_fingerprint, self.dim),
        }
        reason = ", ".join(text for text, differs in parts.items() if differs)
        raise IndexMismatch(f"The index {where} was made with {reason}; run `fengqiao rebuild`.")


def write_json(path: Path, value: object) -> None:
    """Write a small JSON file so that a crash leaves either the old one or the new one."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)

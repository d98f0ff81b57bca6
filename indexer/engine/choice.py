"""Which engine a data folder is used with, from arguments, then the environment."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.place import Place
from indexer.engine.protocol import EngineError

if TYPE_CHECKING:
    from indexer.engine.elastic.settings import ElasticSettings

EngineName = Literal["embedded", "elasticsearch"]


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine, with how to reach it."""

    name: EngineName = "embedded"
    elastic: "ElasticSettings | None" = None

    @classmethod
    def make(cls, name: str | None = None, urls: Sequence[str] = ()) -> "EngineChoice":
        """The choice made by arguments, else by ``FENGQIAO_ENGINE`` and ``FENGQIAO_ELASTICSEARCH_*``.

        Args:
            name: ``embedded`` or ``elasticsearch``.
            urls: Addresses of Elasticsearch nodes.

        Raises:
            EngineError: another name, or an address for an engine that has none.
            pydantic.ValidationError: a setting that cannot be.
        """
        chosen = name or os.environ.get("FENGQIAO_ENGINE") or "embedded"
        if chosen == "embedded":
            if urls:
                raise EngineError("--url goes with --engine elasticsearch.")
            return cls()
        if chosen != "elasticsearch":
            raise EngineError(f"There is no engine {chosen}; choose {' or '.join(get_args(EngineName))}.")
        from indexer.engine.elastic.settings import ElasticSettings

        given: dict[str, Any] = {"urls": tuple(urls)} if urls else {}
        return cls("elasticsearch", ElasticSettings(**given))

    @property
    def environment(self) -> dict[str, str]:
        """The variables that give another process this choice; secrets it has from our own environment."""
        if self.elastic is None:
            return {"FENGQIAO_ENGINE": self.name}
        return {
            "FENGQIAO_ENGINE": self.name,
            "FENGQIAO_ELASTICSEARCH_URL": ",".join(self.elastic.urls),
            "FENGQIAO_ELASTICSEARCH_INDEX": self.elastic.index,
        }

    def named(self, suffix: str) -> "EngineChoice":
        """The same engine with an index of another name, for a library of its own."""
        if self.elastic is None:
            return self
        index = f"{self.elastic.index}-{suffix}"
        return replace(self, elastic=self.elastic.model_copy(update={"index": index}))

    def place(self, home: Path, library: str, analyzer: Analyzer, encoder: Encoder | None) -> Place:
        """The place of a library's index.

        Args:
            home: The data folder.
            library: The library's identity.
            analyzer: What texts are analysed with.
            encoder: What passages are encoded with.
        """
        if self.elastic is None:
            from indexer.engine.embedded.place import EmbeddedPlace

            return EmbeddedPlace(home, analyzer, encoder)
        from indexer.engine.elastic.place import ElasticPlace

        return ElasticPlace(self.elastic, home, library, analyzer, encoder)

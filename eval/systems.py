"""What is measured: the product's own retrieval in one of its settings."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError
from search_api.retrieval.models import Mode


class System(BaseModel):
    """A named setting of retrieval.

    ``entry`` says which door a query takes: the search box, similar cases, or (auto) the box for queries up
    to ``long_from`` characters and similar cases above.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    mode: Mode = "hybrid"
    entry: Literal["auto", "search", "similar"] = "auto"
    long_from: int = Field(default=200, ge=1)
    encoder: str | None = None
    reranker: Path | None = None
    """Folder of a cross-encoder that reads the best fifty."""
    sort: Literal["relevance", "authority"] = "relevance"
    """authority: the order of 法发〔2020〕24号 art. 4 among the rows most alike."""
    home_court: str = ""


BUILT_IN = {mode: System(name=mode, mode=mode) for mode in ("hybrid", "lexical", "vector")}
BUILT_IN["authority"] = System(name="authority", sort="authority")


def load_system(name: str) -> System:
    """A built-in system by name, or one from a TOML file.

    Raises:
        EvalError: no such system, or the file has an unknown key or value.
    """
    if name in BUILT_IN:
        return BUILT_IN[name]
    path = Path(name)
    if path.suffix != ".toml" or not path.is_file():
        raise EvalError(f"{name}: neither a built-in system ({', '.join(sorted(BUILT_IN))}) nor a TOML file")
    try:
        return System(**({"name": path.stem} | tomllib.loads(path.read_text(encoding="utf-8"))))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise EvalError(f"{path}: {error}") from error

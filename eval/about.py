"""What a collection says of itself: where it comes from, from which grade on a document counts, what is missing."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError

FILE = "about.json"


class About(BaseModel):
    """The optional ``about.json`` of a collection folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str = ""
    """Where it was published."""
    citation: str = ""
    licence: str = ""
    relevant_from: int | None = Field(default=None, ge=1)
    """Lowest grade that the authors count as relevant; ``None``: from the judgments."""
    notes: tuple[str, ...] = ()
    """What to know before figures are compared with printed ones."""


def read_about(folder: Path) -> About:
    """What a folder says; nothing where it has no ``about.json``.

    Raises:
        EvalError: the file is not of that form.
    """
    path = folder / FILE
    if not path.is_file():
        return About()
    try:
        return About.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise EvalError(f"{path}: {place}: {first['msg']}" if place else f"{path}: {first['msg']}") from error


def write_about(folder: Path, about: About) -> None:
    """Write ``about.json``."""
    (folder / FILE).write_text(about.model_dump_json(indent=2, exclude_defaults=True) + "\n", "utf-8")

"""Reading the vocabularies' data files."""

from importlib.resources import files
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

_DATA = files("corpora.vocab") / "data"
T = TypeVar("T")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class VocabularyError(ValueError):
    """A data file that does not have its schema; the message says which entry."""


def load_lines(name: str) -> tuple[str, ...]:
    """Lines of a text file without empty ones and ``#`` comments."""
    text = (_DATA / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def load_entries(name: str, schema: TypeAdapter[T]) -> T:
    """The content of a YAML file, checked.

    Raises:
        VocabularyError: naming the file and the first entry at fault.
    """
    return check(name, (_DATA / name).read_text(encoding="utf-8"), schema)


def check(name: str, text: str, schema: TypeAdapter[T]) -> T:
    """YAML text checked against a schema.

    Raises:
        VocabularyError: naming the file and the first entry at fault.
    """
    try:
        data: Any = yaml.load(text, Loader=_Loader)  # nosec B506
        return schema.validate_python(data)
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: not valid YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f"{name}: entry {place}: {first['msg']}") from error

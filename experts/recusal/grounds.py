"""The grounds of recusal by name, with their sources (``data/grounds.yaml``)."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict


class Ground(BaseModel):
    """A ground (回避事由)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    """What is shown: a class, without any detail."""
    waivable: bool
    """Whether the parties may accept the person in writing after disclosure."""
    sources: tuple[str, ...]


@cache
def grounds() -> dict[str, Ground]:
    """Every ground by id."""
    data = yaml.safe_load((files("experts.recusal") / "data" / "grounds.yaml").read_text("utf-8"))
    return {entry["id"]: Ground.model_validate(entry) for entry in data["grounds"]}


def ground(id_: str) -> Ground:
    """The ground of an id.

    Raises:
        KeyError: there is none.
    """
    return grounds()[id_]

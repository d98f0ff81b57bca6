"""Article gists: what an article says, in our own words, tied to the official text by its hash."""

import datetime as dt
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpora.vocab.files import VocabularyError, check


class Gist(BaseModel):
    """The gist of one article of one version."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    law: str
    """Full name without 《》 and 中华人民共和国."""
    article: int = Field(gt=0)
    suffix: int = Field(default=0, ge=0)
    """1 for 之一."""
    version: dt.date
    """Date of the version whose text it sums up."""
    gist: str = Field(min_length=4)
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """SHA-256 of the official text of the article; empty where it was not at hand."""

    checked: dt.date | None = None
    """To which date the version was found to be the law in force; stands once for a file."""

    @property
    def key(self) -> str:
        """As :attr:`corpora.model.Statute.key`."""
        return f"{self.law}#{self.article}" + (f"-{self.suffix}" if self.suffix else "")

    def sums_up(self, text: str) -> bool:
        """Whether this is the official text that the gist was written from, white space aside."""
        return bool(self.sha256) and sha256("".join(text.split()).encode()).hexdigest() == self.sha256


class GistFile(BaseModel):
    """One file ``data/gists/*.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    checked: dt.date
    """Date up to which amendments were looked for: the law may have changed since."""
    gists: tuple[Gist, ...]


class Gists:
    """All gists, the newest version of an article first."""

    def __init__(self, entries: tuple[Gist, ...]) -> None:
        self._entries = tuple(sorted(entries, key=lambda g: (g.key, -g.version.toordinal())))
        self._by_key: dict[str, Gist] = {}
        for entry in self._entries:
            self._by_key.setdefault(entry.key, entry)

    def all(self) -> tuple[Gist, ...]:
        """Every gist of every version."""
        return self._entries

    def get(self, key: str) -> Gist | None:
        """The gist of the newest version of an article by ``law#article``."""
        return self._by_key.get(key)


@lru_cache(maxsize=1)
def gists() -> Gists:
    """Gists of every file ``data/gists/*.yaml`` (:class:`GistFile`).

    Raises:
        VocabularyError: an entry lacks its schema, or two files sum up the same version of an article.
    """
    folder = files("corpora.vocab") / "data" / "gists"
    entries: dict[tuple[str, dt.date], Gist] = {}
    if not folder.is_dir():
        return Gists(())
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith((".yaml", ".yml")):
            continue
        content = check(file.name, file.read_text(encoding="utf-8"), TypeAdapter(GistFile))
        for gist in content.gists:
            dated = gist.model_copy(update={"checked": gist.checked or content.checked})
            if entries.setdefault((gist.key, gist.version), dated) is not dated:
                raise VocabularyError(f"{file.name}: {gist.key} of {gist.version} is summed up twice")
    return Gists(tuple(entries.values()))

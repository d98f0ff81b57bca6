"""One file, or one member of an archive, as every format reader gets it."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from corpora.model import Kind
from corpora.model.errors import CorpusError, TooLarge, printable
from corpora.readers.clean import clean
from corpora.readers.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS, MAX_DOCUMENT_BYTES, MIB
from corpora.readers.raw import RawDocument

E = TypeVar("E", bound=CorpusError)


@dataclass(slots=True)
class Budget:
    """What is left for the nested archives of one file."""

    members: int = MAX_ARCHIVE_MEMBERS
    expanded: int = MAX_ARCHIVE_BYTES


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes with their place.

    ``path`` is the file as the user named it, ``member`` the way within an archive, ``depth`` the number of
    archives around it.
    """

    path: str
    size: int
    open: Callable[[], BinaryIO]
    member: str = ""
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    @classmethod
    def of_file(cls, path: Path) -> "Blob":
        """A file on disk."""
        return cls(str(path), path.stat().st_size, lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, data: bytes, path: str) -> "Blob":
        """Bytes in memory, such as an upload, under the name the user gave them."""
        return cls(path, len(data), lambda: io.BytesIO(data))

    @property
    def name(self) -> str:
        """File name without folders."""
        return PurePosixPath((self.member or self.path).replace("\\", "/")).name

    @property
    def suffix(self) -> str:
        """Last suffix, lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    def head(self, size: int = 8192) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def data(self, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
        """All bytes.

        Raises:
            TooLarge: more than ``limit`` bytes.
        """
        self.check_size(limit)
        with self.open() as stream:
            return stream.read()

    def check_size(self, limit: int) -> None:
        """Refuse a file over a limit in bytes.

        Raises:
            TooLarge: more than ``limit`` bytes.
        """
        if self.size > limit:
            raise self.error(
                TooLarge,
                f"文件有 {self.size / MIB:.0f} MB，超过单个文件 {limit // MIB} MB 的上限，请拆分后再读",
            )

    def error(self, kind: Callable[[str, str, str], E], reason: str, place: str = "") -> E:
        """An error at this file and a place within it."""
        return kind(reason, self.path, " ".join(part for part in (self.member, place) if part))

    def located(self, fault: CorpusError) -> CorpusError:
        """The same error with this file's place, where it has none yet."""
        return fault if fault.path else self.error(type(fault), fault.reason, fault.place)

    def raw(
        self,
        text: str,
        *,
        record: str = "",
        layout: str = "plain",
        kind: Kind | None = None,
        fields: Mapping[str, str] | None = None,
        page_offsets: tuple[int, ...] = (),
    ) -> RawDocument:
        """A record of this file with cleaned text and fields."""
        return RawDocument(
            text=clean(text),
            path=printable(self.path),
            record=printable(clean("#".join(part for part in (self.member, record) if part))),
            layout=layout,
            kind=kind,
            fields={clean(key): clean(value) for key, value in (fields or {}).items()},
            page_offsets=page_offsets,
        )

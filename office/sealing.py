"""Personal data encrypted at rest, with a key that lies outside the database.

The key file is ``FENGQIAO_KEY_FILE``, else ``secret.key`` in the data folder, readable by its owner only. It holds one
Fernet key a line (AES-128-CBC with HMAC-SHA256); the first seals, all of them open, so that a new key is put on top.
The store remembers fingerprints of the keys it was sealed with: a lost or exchanged file is told at once, and no second
key is made in its place.
"""

import datetime as dt
import hashlib
import os
import tempfile
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from office.base import Base, Moment, now
from office.errors import OfficeError

KEY_VARIABLE = "FENGQIAO_KEY_FILE"
KEY_FILE = "secret.key"


class SealError(OfficeError):
    """Sealed data cannot be opened, or none can be sealed; the message says what to do."""

    code = "seal_unavailable"


class SealKey(Base):
    """A key that something in this store was sealed with, by its fingerprint."""

    __tablename__ = "seal_keys"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Seal:
    """Seals and opens texts; the key file is read at the first use, and made when nothing was ever sealed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, home: Path) -> "Seal":
        """The seal of a data folder."""
        named = os.environ.get(KEY_VARIABLE, "")
        return cls(Path(named) if named else home / KEY_FILE)

    def seal(self, session: Session, text: str) -> bytes:
        """A text as it may be stored.

        Raises:
            SealError: the key file is lost, cannot be read, or others may read it.
        """
        if not self.path.exists():
            self._make(session)
        print_ = _fingerprint(self._keys[0])
        if session.get(SealKey, print_) is None:
            session.add(SealKey(fingerprint=print_, at=now()))
            session.flush()
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text again.

        Raises:
            SealError: the key file is lost, or not the one that it was sealed with.
        """
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise SealError(
                f"The key in {self.path} does not open the personal data of this store: put back the key file that "
                f"belongs to it, or name it in {KEY_VARIABLE}."
            ) from None

    @cached_property
    def _keys(self) -> list[bytes]:
        try:
            mode = self.path.stat().st_mode
            lines = self.path.read_bytes().split()
        except OSError as error:
            raise SealError(
                f"The key file {self.path} cannot be read ({error.strerror}): put it back, or name it in {KEY_VARIABLE}."
            ) from error
        if os.name == "posix" and mode & 0o077:
            raise SealError(f"The key file {self.path} can be read by others: run chmod 600 on it.")
        if not lines:
            raise SealError(
                f"The key file {self.path} is empty: put back the one that belongs to this store."
            )
        return lines

    @cached_property
    def _fernet(self) -> MultiFernet:
        try:
            return MultiFernet([Fernet(key) for key in self._keys])
        except ValueError as error:
            raise SealError(f"The key file {self.path} holds something that is no Fernet key.") from error

    def _make(self, session: Session) -> None:
        if session.scalars(select(SealKey).limit(1)).first() is not None:
            raise SealError(
                f"The key file {self.path} is lost, and this store was sealed with it: put it back, "
                f"or name it in {KEY_VARIABLE}."
            )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(Fernet.generate_key() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(name, self.path)  # whole or not at all, and never over a key that is there
            finally:
                os.unlink(name)
        except FileExistsError:
            return  # another program was first
        except OSError as error:
            raise SealError(f"The key file {self.path} cannot be made: {error.strerror}.") from error


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()

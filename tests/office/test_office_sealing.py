"""Sealed texts: opened with the key only, a lost key told at once, old keys kept for what they sealed."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from office.sealing import Seal, SealError
from office.store import Office

SECRET = "示省澄江市虚构小区1号"


def sealed(office: Office, seal: Seal) -> bytes:
    with office.session() as session:
        return seal.seal(session, SECRET)


def test_a_text_comes_back_and_cannot_be_read_without_the_key(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret.key"
    token = sealed(office, Seal(path))
    assert Seal(path).open(token) == SECRET
    assert SECRET.encode() not in token and token != sealed(office, Seal(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_lost_key_is_told_and_no_second_one_is_made(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    token = sealed(office, Seal(path))
    path.unlink()
    with pytest.raises(SealError, match="put it back"):
        sealed(office, Seal(path))
    assert not path.exists()
    path.write_bytes(Fernet.generate_key())
    path.chmod(0o600)
    with pytest.raises(SealError, match="does not open"):
        Seal(path).open(token)


def test_a_new_key_on_top_seals_and_the_old_one_still_opens(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    before = sealed(office, Seal(path))
    path.write_bytes(Fernet.generate_key() + b"\n" + path.read_bytes())
    after = sealed(office, Seal(path))
    assert [Seal(path).open(token) for token in (before, after)] == [SECRET, SECRET]
    path.write_bytes(path.read_bytes().splitlines()[0])
    assert Seal(path).open(after) == SECRET
    with pytest.raises(SealError):
        Seal(path).open(before)


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [(b"", 0o600, "empty"), (b"abc", 0o600, "no Fernet key"), (Fernet.generate_key(), 0o644, "chmod")],
    ids=["empty", "no-key", "readable"],
)
def test_a_key_file_that_cannot_be_used(tmp_path: Path, content: bytes, mode: int, said: str) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(content)
    path.chmod(mode)
    with pytest.raises(SealError, match=said):
        Seal(path).open(b"token")


def test_the_key_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Seal.of(tmp_path).path == tmp_path / "secret.key"
    monkeypatch.setenv("FENGQIAO_KEY_FILE", "/elsewhere/key")
    assert Seal.of(tmp_path).path == Path("/elsewhere/key")

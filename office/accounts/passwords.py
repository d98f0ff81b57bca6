"""Passwords: how they are proved, and which are refused. Argon2id with the defaults of RFC 9106's second choice."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from office.accounts.errors import AccountError

SHORTEST, LONGEST = 12, 200
WEAK = "weak_password"
"""Code of a password that is refused."""
_HASHER = PasswordHasher()
_WEAK = (
    "password", "passw0rd", "changeme", "administrator", "admin", "secret", "letmein", "welcome", "qwertyuiop",
    "123456789012", "1234567890", "fengqiao", "default", "abcdefgh", "iloveyou",
)  # fmt: skip


def check_strength(password: str, name: str = "") -> None:
    """Refuse a password that is short, known, or hardly more than one thing repeated.

    Raises:
        AccountError: it is refused; the message says why.
    """
    if len(password) < SHORTEST:
        raise AccountError(f"a password needs at least {SHORTEST} characters", WEAK)
    if len(password) > LONGEST:
        raise AccountError(f"a password may have at most {LONGEST} characters", WEAK)
    low = password.lower()
    rest = low
    for word in sorted((*_WEAK, *((name.lower(),) if len(name) > 2 else ())), key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 2:
        raise AccountError(
            "this password is a well-known word or the login name with little added: choose another", WEAK
        )
    if len(set(low)) < 5:
        raise AccountError("this password repeats a few characters: choose another", WEAK)


def hash_password(password: str) -> str:
    """Argon2id hash with its parameters and salt."""
    return _HASHER.hash(password)


def matches(hashed: str, password: str) -> bool:
    """Whether the password is the one that was hashed; takes as long for an account without one."""
    try:
        return _HASHER.verify(hashed or _nobody(), password) and bool(hashed)
    except (VerifyMismatchError, InvalidHashError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Whether it was hashed with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")

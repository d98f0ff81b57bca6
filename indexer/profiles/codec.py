"""Profiles as bytes: a head of lengths, the small values as JSON, then the arrays, little-endian."""

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.profiles.model import Profile

_HEAD = struct.Struct("<7I")
"""Bytes of JSON; numbers of clauses, facts' terms, focus' terms; dimensions of facts, focus and whole (0 for none)."""
_HASH: np.dtype[Any] = np.dtype("<u4")
_HALF: np.dtype[Any] = np.dtype("<f2")


def dump_profile(profile: Profile) -> bytes:
    """The profile as bytes; vectors are kept in half precision."""
    small = [
        profile.kind,
        profile.cause,
        profile.dispute_types,
        profile.date,
        profile.model,
        sorted(profile.statutes),
        sorted(profile.laws),
        profile.length,
    ]
    text = json.dumps(small, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    parts = (profile.facts, profile.focus, profile.whole)
    vectors = [np.zeros(0, _HALF) if v is None else v.astype(_HALF) for v in parts]
    arrays = [np.asarray(profile.clauses, _HASH), profile.facts_terms, profile.focus_terms]
    head = _HEAD.pack(len(text), *(len(array) for array in (*arrays, *vectors)))
    return b"".join(
        [head, text, *(a.astype(_HASH).tobytes() for a in arrays), *(v.tobytes() for v in vectors)]
    )


def load_profile(body: bytes) -> Profile:
    """The profile that :func:`dump_profile` wrote.

    Raises:
        ValueError: the bytes are none, or are cut off.
    """
    try:
        text, *counts = _HEAD.unpack_from(body)
        at = _HEAD.size + text
        kind, cause, types, date, model, statutes, laws, length = json.loads(body[_HEAD.size : at])
        hashes = np.frombuffer(body, dtype=_HASH, count=sum(counts[:3]), offset=at)
        halves = np.frombuffer(body, dtype=_HALF, count=sum(counts[3:]), offset=at + hashes.nbytes)
    except (struct.error, ValueError) as error:
        raise ValueError(f"not a profile: {error}") from error
    clauses, facts_terms, focus_terms = _cut(hashes, counts[:3])
    facts, focus, whole = _cut(halves.astype(np.float32), counts[3:])
    return Profile(
        kind=kind,
        cause=cause,
        dispute_types=tuple(types),
        date=date,
        model=model,
        statutes=frozenset(statutes),
        laws=frozenset(laws),
        clauses=tuple(clauses.tolist()),
        length=length,
        facts=facts if len(facts) else None,
        focus=focus if len(focus) else None,
        whole=whole if len(whole) else None,
        facts_terms=facts_terms,
        focus_terms=focus_terms,
    )


def _cut(rows: NDArray[Any], counts: Sequence[int]) -> list[NDArray[Any]]:
    """Consecutive parts of an array; one array cut is read faster than several are."""
    parts, at = [], 0
    for count in counts:
        parts.append(rows[at : at + count])
        at += count
    return parts

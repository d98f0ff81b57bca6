"""Fields of expertise: codes of dispute types, and trades as a whole."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from corpora.vocab.disputes import dispute_types


@lru_cache(maxsize=1)
def trades() -> tuple[str, ...]:
    """The trades (first level) in the order of the vocabulary."""
    return tuple(dict.fromkeys(kind.l1 for kind in dispute_types().all()))


@lru_cache(maxsize=1)
def _ways() -> dict[str, str]:
    ways = {trade: trade for trade in trades()}
    for kind in dispute_types().all():
        for way in (kind.code, kind.label, f"{kind.code}{kind.label}", f"{kind.l1}/{kind.label}"):
            ways.setdefault(_plain(way), kind.code)
    return ways


def field_code(written: str) -> str | None:
    """The code of a dispute type by code or name, or the trade itself (证券); ``None`` for anything else."""
    return _ways().get(_plain(written))


def trade_of(code: str) -> str:
    """The trade that a code belongs to; a trade is its own."""
    kind = dispute_types().get(code)
    return kind.l1 if kind else code


def field_label(code: str) -> str:
    """What people are shown for a code, or the trade itself."""
    kind = dispute_types().get(code)
    return kind.label if kind else code


def field_labels(codes: Iterable[str]) -> list[str]:
    """Labels in the order of the codes."""
    return [field_label(code) for code in codes]


def _plain(text: str) -> str:
    return re.sub(r"[\s()（）]", "", text).upper()


def _known(code: str) -> str:
    if dispute_types().get(code) is None and code not in trades():
        raise ValueError(f"没有“{code}”这个纠纷类型")
    return code


FieldCode = Annotated[str, AfterValidator(_known)]
"""A dispute type's code such as S06, or a trade such as 证券."""

"""``data/evidence.yaml``: what causes, statutes and parties say for trades and types."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from corpora.classify.finder import Finder

if TYPE_CHECKING:
    from corpora.vocab.causes import Cause

Weights = tuple[tuple[str, float], ...]
"""Codes with what is added to their log odds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The file, ready for look-ups."""

    elsewhere: float
    """Share that a cause named only outside the head has."""
    foreign: tuple[float, float]
    """What civil causes and charges of no type say for no type."""
    no_institution: float
    names: Finder["Cause"]
    owners: dict[str, Weights]
    """By name of a cause."""
    written: Finder[Weights]
    statutes: Finder[Weights]
    parties: Finder[Weights]
    institutions: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules that are shipped.

    Raises:
        VocabularyError: the file does not have its schema.
    """
    from pydantic import BaseModel, ConfigDict, TypeAdapter

    from corpora.vocab.files import check

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid")

    class CauseWeights(Strict):
        own: float
        child: float
        elsewhere: float

    class Foreign(Strict):
        civil: float
        criminal: float

    class Under(Strict):
        under: str
        codes: str
        weight: float

    class Written(Strict):
        word: str
        codes: str
        weight: float

    class Named(Strict):
        trades: str
        weight: float
        names: tuple[str, ...]

    class File(Strict):
        cause: CauseWeights
        foreign: Foreign
        no_institution: float
        not_ours: frozenset[str]
        trade_causes: tuple[Under, ...]
        written_causes: tuple[Written, ...]
        statutes: tuple[Named, ...]
        parties: tuple[Named, ...]
        institutions: tuple[str, ...]

    text = (files("corpora.classify") / "data" / "evidence.yaml").read_text(encoding="utf-8")
    data: File = check("evidence.yaml", text, TypeAdapter(File))

    def named(entries: tuple[Named, ...]) -> Finder[Weights]:
        return Finder(
            {name: tuple((c, e.weight) for c in _codes(e.trades)) for e in entries for name in e.names}
        )

    whole = tuple((entry.under, entry.codes, entry.weight) for entry in data.trade_causes)
    owners = _owners(data.cause.own, data.cause.child, whole)
    return Rules(
        elsewhere=data.cause.elsewhere,
        foreign=(data.foreign.civil, data.foreign.criminal),
        no_institution=data.no_institution,
        names=_names(),
        owners={name: weights for name, weights in owners.items() if name not in data.not_ours},
        written=Finder(
            {e.word: _shared(dict.fromkeys(_codes(e.codes), e.weight)) for e in data.written_causes}
        ),
        statutes=named(data.statutes),
        parties=named(data.parties),
        institutions=re.compile("|".join(map(re.escape, data.institutions))),
    )


def ours(name: str) -> bool:
    """Whether a cause speaks for any type."""
    return name in rules().owners


def _names() -> Finder["Cause"]:
    from corpora.text.normalize import fold
    from corpora.vocab.causes import causes

    words: dict[str, Cause] = {}
    for cause in causes().all():
        for name in (cause.name, *cause.aliases):
            if len(name) > 2 and (known := causes().find(name)):
                words.setdefault(fold(name), known)
    return Finder(words)


def _owners(
    own_weight: float, child_weight: float, whole: tuple[tuple[str, str, float], ...]
) -> dict[str, Weights]:
    """Codes that a cause speaks for: those that list it, else those that list the one above it, else its trade."""
    from corpora.vocab.causes import causes
    from corpora.vocab.disputes import dispute_types

    vocabulary = causes()
    own: dict[str, dict[str, float]] = {}
    child: dict[str, dict[str, float]] = {}
    for kind in dispute_types().all():
        for name in kind.causes:
            cause = vocabulary.find(name)
            if cause is None:
                raise ValueError(f"dispute_types.yaml: {kind.code} names the unknown cause {name}")
            own.setdefault(cause.name, {})[kind.code] = own_weight
            for below in vocabulary.all():
                if below.parent == cause.name:
                    child.setdefault(below.name, {})[kind.code] = child_weight
    trade = {
        cause.name: dict.fromkeys(_codes(codes), weight * math.sqrt(len(_codes(codes))))
        for under, codes, weight in whole
        for cause in vocabulary.all()
        if under in {cause.name, *(above.name for above in vocabulary.ancestors(cause))}
    }
    return {name: _shared(codes) for name, codes in (trade | child | own).items()}


def _shared(codes: dict[str, float]) -> Weights:
    """A cause of several types says less of each."""
    return tuple((code, weight / math.sqrt(len(codes))) for code, weight in sorted(codes.items()))


def _codes(prefixes: str) -> tuple[str, ...]:
    """Codes of trades (SL: all of S and L) or the one code named."""
    from corpora.vocab.disputes import dispute_types

    if dispute_types().get(prefixes):
        return (prefixes,)
    return tuple(kind.code for kind in dispute_types().all() if kind.code[0] in prefixes)

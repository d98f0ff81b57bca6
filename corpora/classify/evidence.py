"""Evidence besides the story's words: the cause of action, statutes cited, kinds of parties (``data/evidence.yaml``)."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from corpora.classify.finder import Finder
from corpora.classify.model import NONE

if TYPE_CHECKING:
    from corpora.vocab.causes import Cause

HEAD = 120
"""Code points at the beginning (title, first sentence) where a cause named is the text's own."""
_DOCUMENT = 200
_PARTY = re.compile(
    r"(?:原告|被告|第三人|上诉人|申请人|被申请人|申请执行人|被执行人|投诉人|被投诉人|申诉人)人?(?:[(（][^)）]{1,20}[)）])?\s*"
    r"[:：]?\s*([^,，。;；、:：\s]{2,40})"
)
_DISPUTE = re.compile(r"[\u4e00-\u9fa5]{2,12}纠纷")

ReasonKind = Literal["cause", "statute", "party", "words"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of evidence: where it stands in the text read, and what it adds to which codes (log odds)."""

    kind: ReasonKind
    start: int
    end: int
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All signs of a text, and its cause of action (empty if none is named)."""

    cause: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    own: float
    child: float
    elsewhere: float
    foreign: tuple[float, float]
    """Of civil causes and of charges."""
    no_institution: float
    not_ours: frozenset[str]
    trade_causes: tuple[tuple[str, str, float], ...]
    written: Finder[tuple[tuple[str, float], ...]]
    statutes: Finder[tuple[tuple[str, float], ...]]
    parties: Finder[tuple[tuple[str, float], ...]]
    institutions: re.Pattern[str]


def evidence(text: str, head: int) -> Evidence:
    """Signs in a text in normal form.

    Args:
        text: As :func:`corpora.text.fold` leaves it.
        head: Code points in which a cause is the text's own.
    """
    rules = _rules()
    cause, signs = _cause(text, head, rules)
    seen: set[tuple[tuple[str, float], ...]] = set()
    for start, end, weights in rules.statutes.longest(text):
        if weights not in seen:
            seen.add(weights)
            signs.append(Sign("statute", start, end, weights))
    for match in _PARTY.finditer(text):
        for start, end, weights in rules.parties.longest(match.group(1)):
            if weights not in seen:
                seen.add(weights)
                signs.append(Sign("party", match.start(1) + start, match.start(1) + end, weights))
    if len(text) > _DOCUMENT and not rules.institutions.search(text):
        signs.append(Sign("party", 0, 0, ((NONE, rules.no_institution),)))
    return Evidence(cause, tuple(signs))


def _cause(text: str, head: int, rules: _Rules) -> tuple[str, list[Sign]]:
    """The cause named in the head, else the one named most often; the more particular one on a tie."""
    if not any(ending in text for ending in ("纠纷", "罪", "申请", "之诉", "责任")):
        return "", []
    found = [(cause, start, end) for start, end, cause in _names().longest(text) if cause.level >= 3]
    first = [cause for cause, start, _ in found if start < head]
    written = None if first else _written(text[:head], rules)
    if written:
        return "", [Sign("cause", *written)]
    if not found:
        return "", []
    if first:
        named = max(first, key=lambda c: (c.level, -first.index(c)))
        share = 1.0
    else:
        tally: dict[str, int] = {}
        for cause, _, _ in found:
            tally[cause.name] = tally.get(cause.name, 0) + 1
        named = max((c for c, _, _ in found), key=lambda c: tally[c.name])
        share = rules.elsewhere
    start, end = next((s, e) for c, s, e in found if c.name == named.name)
    weights = tuple((code, weight * share) for code, weight in _owners().get(named.name, ()))
    if not weights and first:
        weights = ((NONE, rules.foreign[named.criminal]),)
    return named.name, [Sign("cause", start, end, weights)] if weights else []


def _written(head: str, rules: _Rules) -> tuple[int, int, tuple[tuple[str, float], ...]] | None:
    """A cause as written that holds a word of a trade, with its span."""
    for match in _DISPUTE.finditer(head):
        for _, _, weights in rules.written.longest(match.group()):
            return match.start(), match.end(), weights
    return None


@lru_cache(maxsize=1)
def _names() -> Finder["Cause"]:
    from corpora.text.normalize import fold
    from corpora.vocab.causes import causes

    words: dict[str, Cause] = {}
    for cause in causes().all():
        for name in (cause.name, *cause.aliases):
            if len(name) > 2 and (known := causes().find(name)):
                words.setdefault(fold(name), known)
    return Finder(words)


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[tuple[str, float], ...]]:
    """Codes that a cause speaks for; a cause of several types says less of each."""
    from corpora.vocab.causes import causes
    from corpora.vocab.disputes import dispute_types

    rules, vocabulary = _rules(), causes()
    own: dict[str, dict[str, float]] = {}
    child: dict[str, dict[str, float]] = {}
    for kind in dispute_types().all():
        for name in kind.causes:
            cause = vocabulary.find(name)
            if cause is None:
                raise ValueError(f"dispute_types.yaml: {kind.code} names the unknown cause {name}")
            own.setdefault(cause.name, {})[kind.code] = rules.own
            for below in vocabulary.all():
                if below.parent == cause.name:
                    child.setdefault(below.name, {})[kind.code] = rules.child
    whole = {
        cause.name: dict.fromkeys(codes, weight * math.sqrt(len(codes)))
        for under, codes, weight in ((u, _codes(c), w) for u, c, w in rules.trade_causes)
        for cause in vocabulary.all()
        if under in {cause.name, *(a.name for a in vocabulary.ancestors(cause))}
    }
    found = whole | child | own
    return {name: _shared(codes) for name, codes in found.items() if name not in rules.not_ours}


def _shared(codes: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple((code, weight / math.sqrt(len(codes))) for code, weight in sorted(codes.items()))


def ours(name: str) -> bool:
    """Whether a cause speaks for any type."""
    return name in _owners()


def _codes(prefixes: str) -> tuple[str, ...]:
    """Codes of trades (SL: all of S and L) or the one code named."""
    from corpora.vocab.disputes import dispute_types

    one = dispute_types().get(prefixes)
    return (prefixes,) if one else tuple(k.code for k in dispute_types().all() if k.code[0] in prefixes)


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    import yaml

    data = yaml.safe_load((files("corpora.classify") / "data" / "evidence.yaml").read_text(encoding="utf-8"))

    def of_names(entries: list[dict[str, object]]) -> Finder[tuple[tuple[str, float], ...]]:
        words: dict[str, tuple[tuple[str, float], ...]] = {}
        for entry in entries:
            trades, weight, names = str(entry["trades"]), entry["weight"], entry["names"]
            assert isinstance(weight, float) and isinstance(names, list)
            for name in names:
                words[name] = tuple((code, weight) for code in _codes(trades))
        return Finder(words)

    return _Rules(
        own=data["cause"]["own"],
        child=data["cause"]["child"],
        elsewhere=data["cause"]["elsewhere"],
        foreign=(data["foreign"]["civil"], data["foreign"]["criminal"]),
        no_institution=data["no_institution"],
        not_ours=frozenset(data["not_ours"]),
        trade_causes=tuple((rule["under"], rule["codes"], rule["weight"]) for rule in data["trade_causes"]),
        written=Finder(
            {
                r["word"]: _shared(dict.fromkeys(_codes(r["codes"]), r["weight"]))
                for r in data["written_causes"]
            }
        ),
        statutes=of_names(data["statutes"]),
        parties=of_names(data["parties"]),
        institutions=re.compile("|".join(map(re.escape, data["institutions"]))),
    )

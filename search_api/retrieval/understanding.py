"""What a query means beyond its words: identifiers, statutes, dispute type, lay words and look-alikes."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from corpora.citations import find_statutes
from corpora.classify import SURE, classify
from corpora.identifiers import find_identifiers
from corpora.model import Statute
from corpora.text.normalize import normalize
from corpora.vocab import synonyms
from search_api.retrieval.fusion import QueryStyle, query_style
from search_api.retrieval.syntax import ParsedQuery

EXPANSION_WEIGHT = 0.5
"""Weight of a legal term that the user did not write, against 1.0 for a word that he did."""
SHORTEST = 4
"""Characters from which a query may be of a dispute type."""
SHORT = 300
"""Characters up to which a query is expanded: a longer text brings its own legal terms."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A lay word of the query and the legal terms looked for beside it."""

    word: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """A query with its meaning."""

    parsed: ParsedQuery
    identifiers: tuple[str, ...] = ()
    """Canonical, in order of mention."""
    statutes: tuple[Statute, ...] = ()
    rest: str = ""
    """The words without identifiers and statute mentions."""
    expansions: tuple[Expansion, ...] = ()
    look_alikes: tuple[tuple[str, str], ...] = ()
    """Pairs that are often confused and never merged."""
    dispute_type: str = ""
    types: tuple[tuple[str, float], ...] = ()
    """Dispute types with their probabilities, likeliest first."""
    style: QueryStyle = "keywords"

    def as_json(self) -> dict[str, Any]:
        """For :attr:`SearchResult.understood`."""
        return {
            "words": self.parsed.words,
            "phrases": list(self.parsed.phrases),
            "excluded": list(self.parsed.excluded),
            "fields": [
                {"field": f.field, "value": f.value, "negated": f.negated} for f in self.parsed.fields
            ],
            "identifiers": list(self.identifiers),
            "statutes": list(dict.fromkeys(s.key for s in self.statutes)),
            "expansions": [{"word": e.word, "terms": list(e.terms)} for e in self.expansions],
            "did_you_mean": list(dict.fromkeys(b for _, b in self.look_alikes)),
            "not_the_same": [[a, b] for a, b in self.look_alikes],
            "dispute_type": self.dispute_type,
            "style": self.style,
            "notes": list(self.parsed.notes),
        }


def understand(parsed: ParsedQuery) -> Understanding:
    """Look the query's words up in the vocabularies."""
    words = parsed.words
    numbers = find_identifiers(words)
    statutes = [s for s in find_statutes(words) if s.law and s.article is not None]
    spans = sorted(
        [(n.start, n.end) for n in numbers] + [(s.start, s.end) for s in statutes if s.end > s.start >= 0]
    )
    rest, at = [], 0
    for start, end in spans:
        rest.append(words[at:start])
        at = max(at, end)
    rest.append(words[at:])
    left = " ".join(" ".join(rest).replace("《", " ").replace("》", " ").split())
    expansions, look_alikes = _lay(words) if len(words) <= SHORT else ((), ())
    type = classify(words) if len(words) >= SHORTEST else None
    dispute = type.l2 if type is not None and type.confidence >= SURE else ""
    return Understanding(
        parsed=parsed,
        identifiers=tuple(dict.fromkeys(n.canonical for n in numbers)),
        statutes=tuple(statutes),
        rest=left,
        expansions=expansions,
        look_alikes=look_alikes,
        dispute_type=dispute or "",
        types=((type.l2, type.confidence), *type.alternatives) if type is not None and type.l2 else (),
        style=query_style(words, quoted=bool(parsed.phrases), identifiers=len(numbers) + len(statutes)),
    )


@cache
def _lay_words() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """(normalised lay word, as written, legal terms, not the same as), longest first."""
    rows: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
        word: (normalize(word).text, word, tuple(terms), ())
        for word, terms in synonyms().expansions().items()
    }
    for group in synonyms().groups():
        for word in group.left if group.not_same else ():
            key, _, terms, others = rows.get(word, (normalize(word).text, word, (), ()))
            rows[word] = (key, word, terms, (*others, *group.not_same))
    return tuple(sorted(rows.values(), key=lambda row: (-len(row[0]), row[0])))


def _lay(words: str) -> tuple[tuple[Expansion, ...], tuple[tuple[str, str], ...]]:
    text = normalize(words).text
    found: list[Expansion] = []
    pairs: dict[tuple[str, str], None] = {}
    for key, word, terms, not_same in _lay_words():
        if key not in text:
            continue
        missing = tuple(t for t in terms if normalize(t).text not in text and t not in not_same)
        if missing:
            found.append(Expansion(word, missing))
        pairs.update(dict.fromkeys((word, other) for other in not_same))
    return tuple(found), tuple(pairs)

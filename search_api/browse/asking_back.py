"""Did you mean: words that are often confused (≠), and homophones of terms that a keyboard puts in their place."""

from functools import lru_cache

from corpora.text.normalize import normalize
from corpora.vocab import causes, dispute_types, synonyms, terms
from search_api.browse.pinyin import sound
from search_api.frozen import Frozen

LEAST, MOST = 3, 10
"""Characters of a term that a homophone is looked for of."""
LONGEST = 300
"""Code points of a query that are looked at."""


class AskBack(Frozen):
    """A word of the query and another that may be meant; never merged, only offered."""

    word: str
    """As the query has it."""
    other: str
    """What may be meant instead."""
    why: str
    """confused for words that are not the same but often taken for each other; homophone for a likely slip."""
    query: str
    """The query with the other word."""


def ask_back(query: str) -> list[AskBack]:
    """Offers for a query, slips first; none for a long text."""
    if len(query) > LONGEST:
        return []
    found = [*_slips(query)]
    text = normalize(query).text
    for word in _confusable():
        if word in text:
            found += [
                AskBack(word=word, other=other, why="confused", query=query.replace(word, other))
                for other in synonyms().not_same(word)
                if other not in text
            ]
    return list({(item.word, item.other): item for item in found}.values())


def _slips(query: str) -> list[AskBack]:
    """Runs of the query that sound like a term, where no part of them is known to be right."""
    found = []
    known = _by_sound()
    taken = [False] * len(query)
    for size in range(min(MOST, len(query)), LEAST - 1, -1):
        for at in range(len(query) - size + 1):
            word = query[at : at + size]
            if any(taken[at : at + size]) or not all("\u4e00" <= c <= "\u9fff" for c in word):
                continue
            terms_alike = known.get(sound(word), ())
            if not terms_alike:
                continue
            taken[at : at + size] = [True] * size
            if word not in terms_alike:
                right = terms_alike[0]
                changed = query[:at] + right + query[at + size :]
                found.append(AskBack(word=word, other=right, why="homophone", query=changed))
    return found


@lru_cache(maxsize=1)
def _confusable() -> tuple[str, ...]:
    """Words with a ≠, either side of it, longest first."""
    groups = [g for g in synonyms().groups() if g.not_same]
    words = {word for g in groups for word in (*g.left, *g.not_same)}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, tuple[str, ...]]:
    names = [
        *terms(),
        *(word for t in dispute_types().all() for word in (*t.strong, *t.terms)),
        *synonyms().expansions(),
        *(cause.name.removesuffix("纠纷") for cause in causes().all() if not cause.criminal),
    ]
    found: dict[str, dict[str, None]] = {}
    for name in names:
        if LEAST <= len(name) <= MOST and all("\u4e00" <= c <= "\u9fff" for c in name):
            found.setdefault(sound(name), {})[name] = None
    return {sound: tuple(words) for sound, words in found.items()}

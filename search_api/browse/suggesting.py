"""Suggestions while typing: causes, courts, institutions of the library, statutes, terms; also by pinyin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpora.citations import find_statutes
from corpora.text.normalize import normalize
from corpora.vocab import laws, synonyms, terms
from indexer.viewer import Viewer
from search_api.browse.cached import once
from search_api.browse.pinyin import initials, syllables
from search_api.browse.statutes import statute_key
from search_api.frozen import Frozen
from search_api.retrieval.context import ALL_VALUES, Context
from search_api.retrieval.similarity import statute_label

SuggestionKind = Literal["cause", "court", "institution", "statute", "term"]
KINDS: tuple[SuggestionKind, ...] = ("statute", "cause", "term", "court", "institution")
_FACETS: dict[str, SuggestionKind] = {"cause": "cause", "court": "court", "organisation": "institution"}
_SHORT = re.compile(r"《?(.{2,40}?)》?第?(\d{1,4}(?:-\d{1,2})?|[一二三四五六七八九十百千零〇]{1,9})条?")
"""A law and a number, however short: 证券法85."""
_LATIN = re.compile(r"[a-z]{2,}")


class Suggestion(Frozen):
    """One way to go on."""

    kind: SuggestionKind
    """cause, court, institution, statute or term."""
    text: str
    """What people are shown, and what may be put into the box."""
    filter: str
    """Filter that chooses it, such as cause=…; empty for a term."""
    hint: str
    """In Chinese: the legal words of a lay term; empty otherwise."""
    count: int | None
    """Documents that the viewer may see with it; null where that is not counted (terms, articles)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    suggestion: Suggestion
    key: str
    """Normalised text that typed words are compared with."""
    names: tuple[str, ...] = ()
    """Other names, normalised."""


def suggest(
    context: Context, typed: str, viewer: Viewer, *, kinds: tuple[str, ...] = KINDS, limit: int = 10
) -> list[Suggestion]:
    """Best first: an article named, then what begins with the words, then what holds them, then pinyin."""
    words = normalize(typed).text.strip().lower()
    if not words:
        return []
    found: dict[tuple[str, str], tuple[tuple[int, int, int, str], Suggestion]] = {}
    for order, suggestion in enumerate(_articles(typed) if "statute" in kinds else ()):
        found[suggestion.kind, suggestion.text] = ((-1, 0, order, ""), suggestion)
    latin = _LATIN.fullmatch(words) is not None
    for entry in once(context, viewer, "suggestions", lambda: tuple(_entries(context, viewer))):
        if entry.suggestion.kind not in kinds:
            continue
        place = _match(words, entry, latin)
        if place is not None:
            key = (place, -(entry.suggestion.count or 0), len(entry.key), entry.key)
            found.setdefault((entry.suggestion.kind, entry.suggestion.text), (key, entry.suggestion))
    return [suggestion for _, suggestion in sorted(found.values(), key=lambda pair: pair[0])[:limit]]


def _match(words: str, entry: _Entry, latin: bool) -> int | None:
    """0 for a beginning, 1 for a name's beginning, 2 for a part, 3 and 4 for pinyin; ``None`` for no match."""
    if entry.key.startswith(words):
        return 0
    if any(name.startswith(words) for name in entry.names):
        return 1
    if len(words) > 1 and words in entry.key:
        return 2
    if latin and initials(entry.key).startswith(words):
        return 3
    return 4 if latin and syllables(entry.key).startswith(words) else None


def _articles(typed: str) -> Iterator[Suggestion]:
    """Articles that the words name in full."""
    keys = [s.key for s in find_statutes(typed) if s.law and s.article is not None]
    short = _SHORT.fullmatch("".join(typed.split()))
    if not keys and short and laws().resolve(short[1]):
        keys = [statute_key(short[1], short[2])]
    for key in dict.fromkeys(keys):
        yield Suggestion(
            kind="statute",
            text=statute_label(key),
            filter=f"statute={key}",
            hint="查看条文与援引案例",
            count=None,
        )


def _entries(context: Context, viewer: Viewer) -> Iterator[_Entry]:
    engine = context.workspace.engine
    counted = engine.facets([*_FACETS, "law"], viewer=viewer.scope, limit=ALL_VALUES)
    for field, kind in _FACETS.items():
        for value, count in counted.get(field, []):
            yield _entry(Suggestion(kind=kind, text=value, filter=f"{field}={value}", hint="", count=count))
    cited = dict(counted.get("law", []))
    short = {law.name: law.short for law in laws().all()}
    for name in dict.fromkeys((*cited, *short)):
        known = Suggestion(
            kind="statute", text=f"《{name}》", filter=f"law={name}", hint="", count=cited.get(name, 0)
        )
        yield _entry(known, name, *short.get(name, ()))
    lay = synonyms().expansions()
    for word in dict.fromkeys((*lay, *terms())):
        hint = "相当于：" + "、".join(lay[word][:4]) if word in lay else ""
        yield _entry(Suggestion(kind="term", text=word, filter="", hint=hint, count=None))


def _entry(suggestion: Suggestion, key: str = "", *names: str) -> _Entry:
    return _Entry(
        suggestion,
        normalize(key or suggestion.text).text.lower(),
        tuple(normalize(name).text.lower() for name in names),
    )

"""The articles that apply beside hits: those the query names, then those that the best hits rest on."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpora.model import Document, Kind
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.models import Rule
from search_api.retrieval.similarity import statute_label

SHOWN = 6
LEAST = 2
"""Hits that must cite an article which the query does not name."""
TEXT = 600
"""Code points of an article's text that are given."""
PROCEDURAL = ("民事诉讼法", "刑事诉讼法", "行政诉讼法")
"""Laws that nearly every judgment cites and that say nothing of the dispute."""


def rules(context: Context, asked: Iterable[str], hits: Sequence[Document], viewer: Viewer) -> list[Rule]:
    """Articles with their text or gist.

    Args:
        asked: ``law#article`` keys that the query names or cites.
        hits: Documents shown, best first; an article counts more the higher they rank.
    """
    named = sorted(dict.fromkeys(asked), key=lambda key: key.startswith(PROCEDURAL))
    weights: defaultdict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for rank, document in enumerate(hits):
        if document.kind is Kind.STATUTE:
            continue
        for key in dict.fromkeys(s.key for s in document.statutes if s.article is not None):
            counts[key] += 1
            if not key.startswith(PROCEDURAL):
                weights[key] += 1 / (1 + rank)
    likely = sorted(
        (key for key in weights if counts[key] >= LEAST and key not in named),
        key=lambda key: (-weights[key], key),
    )
    return [
        rule(context, key, viewer, asked=key in named, cited_by=counts[key])
        for key in (*named[:SHOWN], *likely)[:SHOWN]
    ]


def versions(context: Context, key: str, viewer: Viewer) -> list[Document]:
    """What the library holds of ``law#article``: official texts before a gist, of these the newest version first."""
    held = context.documents(context.workspace.library.resolve(key, viewer), viewer).values()
    articles = [document for document in held if document.kind is Kind.STATUTE]
    return sorted(articles, key=lambda d: (not d.is_gist, d.date or dt.date.min, d.id), reverse=True)


def rule(
    context: Context,
    key: str,
    viewer: Viewer,
    *,
    article: Document | None = None,
    asked: bool = False,
    cited_by: int = 0,
) -> Rule:
    """One article by its key, with what the library holds of it.

    Args:
        article: The version that is shown; by default the first of :func:`versions`.
    """
    law, _, number = key.partition("#")
    article = article or next(iter(versions(context, key, viewer)), None)
    return Rule(
        key=key,
        law=law,
        article=number,
        label=statute_label(key),
        text=article.text[:TEXT] if article else "",
        gist=article.is_gist if article else False,
        version=date_of(article) if article else "",
        document_id=article.id if article else "",
        asked=asked,
        cited_by=cited_by,
    )


def date_of(version: Document) -> str:
    """ISO date of a version; empty when unknown."""
    return version.date.isoformat() if version.date else ""

"""Identifiers, statute mentions and exact titles lead straight to their documents."""

from corpora.text.normalize import normalize
from indexer.analysis import Analyzer
from indexer.engine.filters import And, Eq, Filter, In
from indexer.engine.protocol import Clause, LexicalQuery
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.plan import Plan
from search_api.retrieval.understanding import Understanding

TITLE_LENGTH = (4, 120)
LIMIT = 20


def jumps(
    context: Context, understanding: Understanding, plan: Plan, viewer: Viewer, filter: Filter | None
) -> dict[str, str]:
    """Documents that are meant by name, with why; only those that the filters and conditions allow.

    Returns:
        id → Chinese reason, in order of mention.
    """
    library = context.workspace.library
    found: dict[str, str] = {}
    for identifier in understanding.identifiers:
        own = set(library.resolve(identifier, viewer))
        for id in sorted(own, key=lambda id: (not _is_own(context, id, identifier, viewer), id)):
            found.setdefault(id, f"编号一致：{identifier}")
    for statute in understanding.statutes:
        for id in library.resolve(statute.key, viewer) or _articles(context, statute.key, viewer):
            found.setdefault(id, f"即所查法条：{statute.key.replace('#', ' 第')}条")
    for id in _titled(context, understanding.parsed.words, viewer):
        found.setdefault(id, "标题一致")
    allowed = _allowed(context, tuple(found)[:LIMIT], plan, viewer, filter)
    return {id: why for id, why in found.items() if id in allowed}


def _is_own(context: Context, id: str, identifier: str, viewer: Viewer) -> bool:
    """Whether it is the document's first identifier, not one that it merely bears too."""
    document = context.documents([id], viewer).get(id)
    return document is not None and identifier in (document.case_number, *document.identifiers[:1])


def _articles(context: Context, key: str, viewer: Viewer) -> list[str]:
    """Statute documents that are this article."""
    both = And((Eq("kind", "statute"), Eq("statute", key)))
    hits = context.workspace.engine.lexical(LexicalQuery(), viewer=viewer, filter=both, limit=LIMIT).hits
    documents = context.documents([h.id for h in hits], viewer)
    return [id for id, d in documents.items() if d.statutes and d.statutes[0].key == key]


def _titled(context: Context, words: str, viewer: Viewer) -> list[str]:
    """Documents whose title is the query, white space and width aside."""
    if not TITLE_LENGTH[0] <= len(words) <= TITLE_LENGTH[1]:
        return []
    analyzer: Analyzer = context.workspace.analyzer
    tokens = tuple(analyzer.terms(words))
    if not tokens:
        return []
    query = LexicalQuery((Clause(tokens, "must", ("title",), phrase=len(tokens) > 1),))
    hits = context.workspace.engine.lexical(query, viewer=viewer, limit=LIMIT).hits
    wanted = _plain(words)
    return [
        id for id, d in context.documents([h.id for h in hits], viewer).items() if _plain(d.title) == wanted
    ]


def _plain(text: str) -> str:
    return "".join(c for c in normalize(text).text if c.isalnum())


def _allowed(
    context: Context, ids: tuple[str, ...], plan: Plan, viewer: Viewer, filter: Filter | None
) -> frozenset[str]:
    if not ids:
        return frozenset()
    only: Filter = In("id", ids)
    conditions = tuple(c for c in plan.lexical.clauses if c.fields == ("bigram",) and c.occur != "should")
    found = context.workspace.engine.lexical(
        LexicalQuery(conditions),
        viewer=viewer,
        filter=only if filter is None else And((filter, only)),
        limit=len(ids),
    )
    return frozenset(h.id for h in found.hits)

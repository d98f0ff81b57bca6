"""Explanations: of one pair in full, and of the hits of a search."""

from collections.abc import Iterable

from corpora.model import Document
from indexer.viewer import Viewer
from search_api.explain.law import law_evidence
from search_api.explain.models import Explanation, Shared, SharedStatute
from search_api.explain.parts import PartText
from search_api.explain.passages import TRIED, part_evidence
from search_api.explain.scoring import Pair, Part
from search_api.retrieval.asked import case_query
from search_api.retrieval.context import Context
from search_api.retrieval.similarity import CaseQuery, Comparison, compare, dispute_label, statute_label


def explain_pair(context: Context, pair: Pair, comparison: Comparison, *, tried: int = TRIED) -> Explanation:
    """Evidence of one pair."""
    explanation = Explanation(
        facts=part_evidence(context, pair, "facts", tried=tried),
        focus=part_evidence(context, pair, "focus", tried=tried),
        law=law_evidence(pair, comparison),
    )
    return explanation.model_copy(update={"notes": _notes(explanation, comparison)})


def pairs_of(
    context: Context, asked: Document, ids: Iterable[str], viewer: Viewer, query: CaseQuery | None = None
) -> dict[str, Pair]:
    """The asked case beside each document that the viewer may see."""
    query = query or case_query(context, asked, viewer)
    wanted = list(ids)
    documents = context.documents(wanted, viewer)
    parts: dict[Part, PartText] = {}
    profiles = context.profiles(wanted, viewer)
    return {
        id: Pair(query, asked, documents[id], profiles[id], parts)
        for id in wanted
        if id in documents and id in profiles
    }


def shared_of(pair: Pair, comparison: Comparison) -> Shared:
    """What both cases have, named."""
    laws = pair.query.profile.laws & pair.profile.laws
    return Shared(
        cause=comparison.cause,
        dispute_type=dispute_label(comparison.dispute_type) if comparison.dispute_type else "",
        statutes=[SharedStatute(key=key, label=statute_label(key)) for key in comparison.statutes],
        laws=sorted(laws),
        terms=list(comparison.terms),
    )


def explain_hits(
    context: Context, asked: Document, ids: Iterable[str], viewer: Viewer
) -> dict[str, Explanation]:
    """Evidence for each of these documents."""
    return {
        id: explain_pair(context, pair, compare(pair.query, pair.profile))
        for id, pair in pairs_of(context, asked, ids, viewer).items()
    }


def _notes(explanation: Explanation, comparison: Comparison) -> list[str]:
    scores = comparison.similarity
    notes = []
    for name, score, found in (
        ("事实", scores.facts, explanation.facts),
        ("争议焦点", scores.focus, explanation.focus),
        ("法律适用", scores.law, explanation.law),
    ):
        if score is None:
            notes.append(f"{name}：一方没有可比较的内容")
        elif score and not found:
            why = "来自同一纠纷类型或案由信息" if name == "法律适用" else "分散在全文"
            notes.append(f"{name}：相似{why}，没有能单独指出的段落")
    return notes

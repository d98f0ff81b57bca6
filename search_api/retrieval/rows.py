"""Rows → hits: the document's own data, snippets, and why it is here."""

from collections.abc import Iterable, Mapping, Sequence

from corpora.model import Document, Kind, Tier
from search_api.retrieval.context import Context
from search_api.retrieval.folding import Row
from search_api.retrieval.models import Hit, Similarity
from search_api.retrieval.snippets import Wanted, make_snippets


def make_hit(
    context: Context,
    row: Row,
    document: Document,
    *,
    rank: int,
    score: float,
    wanted: Wanted,
    why: str,
    similarity: Similarity | None = None,
) -> Hit:
    """One hit; ``score`` is in [0, 1], higher is better (an exact hit by name has 1)."""
    return Hit(
        rank=rank,
        id=document.id,
        title=document.title,
        kind=document.kind.value,
        score=round(score, 6),
        similarity=similarity,
        tier=tier_of(document).value,
        snippets=make_snippets(document, wanted, context.workspace.analyzer),
        group=row.members[0] if len(row.members) > 1 else None,
        group_size=len(row.members),
        members=row.members if len(row.members) > 1 else [],
        why=why + (f"；另有{len(row.members) - 1}件平行案件" if len(row.members) > 1 else ""),
        court=document.court.name if document.court else "",
        date=document.date,
        case_number=document.case_number,
        cause=document.cause,
        dispute_types=list(document.dispute_types),
        outcome=document.outcome,
        fictional=document.fictional,
        gist=document.is_gist,
        access=document.access.value,
    )


def tier_of(document: Document) -> Tier:
    """The document's authority; a mediation is practice whatever it says of itself, never authority."""
    return Tier.PRACTICE if document.kind is Kind.MEDIATION else document.tier


def passages_of(context: Context, passage_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Spans of passages of the vector search; -1 and unknown ids are left out."""
    found = context.workspace.library.passages_by_id({id for id in passage_ids if id >= 0})
    return {id: (passage.start, passage.end) for id, passage in found.items()}


def why_found(
    document: Document, terms: Sequence[str], expanded: Mapping[str, str], phrases: Sequence[str]
) -> str:
    """Why a keyword search shows a document, in Chinese.

    Args:
        terms: Analysed words of the query, those that say most first.
        expanded: Legal term → lay word of the query it stands for.
        phrases: Quoted phrases.
    """
    text, title = document.text.lower(), document.title.lower()
    parts: list[str] = []
    if phrases:
        parts.append("含引文" + "、".join(f"“{p}”" for p in phrases))
    in_title = [t for t in terms if t in title][:4]
    if in_title:
        parts.append(f"标题含{'、'.join(in_title)}")
    in_text = [t for t in terms if len(t) > 1 and t in text and t not in in_title][:5]
    if in_text:
        parts.append(f"正文含{'、'.join(in_text)}")
    by_meaning = [f"{lay}→{legal}" for legal, lay in expanded.items() if legal.lower() in text][:3]
    if by_meaning:
        parts.append(f"同义扩展{'、'.join(by_meaning)}")
    return "；".join(parts) or "语义相近"

"""Precedents for and against, from the library by dispute type and outcome, and articles where no entry answers."""

from collections.abc import Sequence
from typing import Literal

from corpora.model import Kind
from indexer.viewer import Viewer
from search_api.answers.models import ArticleHint, CaseView
from search_api.retrieval import Searcher
from search_api.retrieval.models import Hit, SearchRequest

Stance = Literal["for", "against", "mixed"]
CASES = "kind=judgment,guiding,reference,typical,mediation"
LOOKED_AT = 24
"""Hits among which those for and against are looked for."""
_FOR = {"支持", "达成协议", "和解撤回"}
_MIXED = {"部分支持", "改判"}
_AGAINST = {"驳回", "驳回起诉", "驳回再审申请", "不予受理"}


def stance(outcome: str) -> Stance | None:
    """Which side an outcome speaks for; ``None`` where it does not tell."""
    if outcome in _FOR:
        return "for"
    if outcome in _MIXED:
        return "mixed"
    return "against" if outcome in _AGAINST else None


def precedents(
    searcher: Searcher, question: str, dispute_types: Sequence[str], viewer: Viewer, each: int
) -> list[CaseView]:
    """Cases of these dispute types that are alike, those for the claim and those against it side by side.

    Args:
        question: What was asked, with the question of the entry.
        each: Most cases on each side; a partly granted claim counts for both and is taken where a side is empty.
    """
    if not dispute_types or not each:
        return []
    filters = (CASES, f"dispute_type={','.join(dispute_types)}")
    result = searcher.search(SearchRequest(query=question[:500], filters=filters, limit=LOOKED_AT), viewer)
    sides: dict[Stance, list[Hit]] = {"for": [], "against": [], "mixed": []}
    for hit in result.hits:
        side = stance(hit.outcome)
        if side is not None:
            sides[side].append(hit)
    takes: dict[Stance, int] = {"for": each, "against": each}
    takes["mixed"] = min(each, 2 * each - sum(min(most, len(sides[side])) for side, most in takes.items()))
    shown = [(hit, side) for side, most in takes.items() for hit in sides[side][:most]]
    shown.sort(key=lambda pair: pair[0].rank)
    return [_view(hit, side) for hit, side in shown]


def _view(hit: Hit, side: Stance) -> CaseView:
    return CaseView(
        id=hit.id,
        title=hit.title,
        kind=hit.kind,
        stance=side,
        outcome=hit.outcome,
        tier=hit.tier,
        court=hit.court,
        date=hit.date.isoformat() if hit.date else "",
        case_number=hit.case_number,
        quote=hit.snippets[0].text if hit.snippets else "",
        score=hit.score,
        fictional=hit.fictional,
    )


def articles(searcher: Searcher, question: str, viewer: Viewer, limit: int = 3) -> list[ArticleHint]:
    """Articles of the library that are nearest to a question; none of them is a standard answer."""
    request = SearchRequest(query=question[:500], filters=(f"kind={Kind.STATUTE.value}",), limit=limit)
    hits = searcher.search(request, viewer).hits
    documents = searcher.documents([hit.id for hit in hits], viewer)
    found = []
    for hit in hits:
        document = documents.get(hit.id)
        key = next((i for i in document.identifiers if "#" in i), "") if document else ""
        law, _, number = key.partition("#")
        if document is None or not number.split("-")[0].isdigit():
            continue
        found.append(
            ArticleHint(
                law=law,
                article=int(number.split("-")[0]),
                version=document.date.isoformat() if document.date else "",
                document_id=document.id,
                text=document.text[:400],
                gist=document.is_gist,
                score=hit.score,
            )
        )
    return found

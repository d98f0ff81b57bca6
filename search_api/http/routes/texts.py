"""One text, nothing stored: parse, redact, classify."""

from typing import Any

from fastapi import APIRouter

from corpora.model import Kind
from corpora.model.view import parsed_view
from search_api.http.views import (
    Alternative,
    Classified,
    ParseBody,
    RedactBody,
    Redacted,
    Replacement,
    TextBody,
)
from search_api.retrieval.errors import QueryError
from search_api.retrieval.similarity import dispute_label

router = APIRouter(tags=["texts"])


@router.post("/parse", summary="What is understood of a text")
def parse(body: ParseBody) -> dict[str, Any]:
    """As `fengqiao parse --json`: kind, court, parties, statutes, amounts, sections, key dates."""
    from corpora.parse import parse_text

    if body.kind is not None and body.kind not in {kind.value for kind in Kind}:
        raise QueryError(f"没有“{body.kind[:40]}”这种文献类型", "kind")
    document = parse_text(body.text, Kind(body.kind) if body.kind else None)
    return parsed_view(document, with_text=body.with_text)


@router.post("/redact", summary="Replace personal data in a text")
def redact(body: RedactBody) -> Redacted:
    """As `fengqiao redact --json`; offsets count the input's code points."""
    from corpora.redact import redact as redact_text

    try:
        done = redact_text(body.text, policy=body.policy)
    except ValueError as error:
        raise QueryError(f"没有名为“{body.policy}”的脱敏规则", "policy") from error
    return Redacted(
        text=done.text,
        replacements=[
            Replacement(start=r.start, end=r.end, kind=r.kind, replacement=r.replacement)
            for r in done.replacements
        ],
    )


@router.post("/classify", summary="Dispute type of a text")
def classify(body: TextBody) -> Classified:
    """As `fengqiao classify --json`."""
    from corpora.classify import classify as classify_text

    found = classify_text(body.text)
    return Classified(
        l1=found.l1,
        l2=found.l2,
        label=dispute_label(found.l2) if found.l2 else "",
        confidence=found.confidence,
        alternatives=[Alternative(l2=code, confidence=share) for code, share in found.alternatives],
        cause=found.cause,
    )

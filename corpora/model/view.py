"""A document as ``fengqiao parse --json`` prints it: what was understood, and nothing of the storage."""

from typing import Any

from corpora.model.document import Document


def parsed_view(document: Document, *, with_text: bool = False) -> dict[str, Any]:
    """Plain values of a document; offsets are code points of the extracted text.

    Args:
        document: What a parser produced.
        with_text: Add the text itself under ``text``.
    """
    court = document.court
    view: dict[str, Any] = {
        "kind": document.kind.value,
        "title": document.title,
        "case_number": document.case_number or None,
        "court": None
        if court is None
        else {
            "name": court.name,
            "level": court.level.value if court.level else None,
            "region": court.region or None,
        },
        "date": document.date.isoformat() if document.date else None,
        "document_type": document.document_type.value if document.document_type else None,
        "procedure": document.procedure.value if document.procedure else None,
        "cause": document.cause or None,
        "dispute_types": list(document.dispute_types),
        "identifiers": list(document.identifiers),
        "cited_cases": list(document.cited_cases),
        "parties": [{"name": party.name, "role": party.role} for party in document.parties],
        "agents": list(document.agents),
        "judges": list(document.judges),
        "statutes": [
            {
                "law": s.law,
                "article": s.article,
                "paragraph": s.paragraph,
                "item": s.item,
                "start": s.start,
                "end": s.end,
            }
            | ({"suffix": s.suffix} if s.suffix else {})
            for s in document.statutes
        ],
        "amounts": [
            {"yuan": amount.yuan, "section": amount.section.value if amount.section else None}
            for amount in document.amounts
        ],
        "sections": [
            {"role": s.role.value, "start": s.start, "end": s.end}
            | ({"instance": s.instance} if s.instance else {})
            for s in document.sections
        ],
        "focus": [{"start": span.start, "end": span.end} for span in document.focus],
        "outcome": document.outcome or None,
        "effective": document.effective,
        "key_dates": {key.name: key.value.isoformat() for key in document.key_dates}
        | {key.name: key.value for key in document.key_values},
        "mediation": _mediation(document),
        "access": document.access.value,
        "fictional": document.fictional,
        "gist": document.is_gist,
        "warnings": list(document.warnings),
    }
    if with_text:
        view["text"] = document.text
    return view


def _mediation(document: Document) -> dict[str, Any] | None:
    facts = document.mediation
    if facts is None:
        return None
    values = {name: getattr(facts, name) for name in facts.__slots__}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
        if value not in ("", None, ())
    }

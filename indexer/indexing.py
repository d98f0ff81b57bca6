"""From the library's documents to what an engine takes."""

from collections.abc import Iterable, Sequence

import numpy as np

from corpora.model import Document, Kind, SectionRole
from indexer.analysis import Analyzer
from indexer.encoder.protocol import Encoder
from indexer.engine.protocol import IndexedDocument
from indexer.library import Passage
from indexer.library.groups import group_key

_OF_BODIES = (Kind.MEDIATION, Kind.PENALTY, Kind.WHITE_PAPER, Kind.SUGGESTION)
"""Kinds whose court is the organisation that made them."""
_ABSTRACT = (SectionRole.ABSTRACT, SectionRole.SIGNIFICANCE)


def build_indexed(
    document: Document, passages: Sequence[Passage], analyzer: Analyzer, encoder: Encoder | None
) -> IndexedDocument:
    """Analyse and encode one document."""
    return build_many([(document, passages)], analyzer, encoder)[0]


def build_many(
    pairs: Sequence[tuple[Document, Sequence[Passage]]], analyzer: Analyzer, encoder: Encoder | None
) -> list[IndexedDocument]:
    """Analyse documents and encode all their passages in one call."""
    texts = [text for document, passages in pairs for text in passage_texts(document, passages)]
    vectors = encoder.encode(texts) if encoder is not None and texts else None
    out: list[IndexedDocument] = []
    at = 0
    for document, passages in pairs:
        own = vectors[at : at + len(passages)] if vectors is not None and passages else None
        at += len(passages)
        out.append(
            IndexedDocument(
                id=document.id,
                content_hash=document.content_hash,
                texts=text_fields(document, analyzer),
                keywords=keyword_fields(document),
                numbers=number_fields(document),
                passage_ids=tuple(p.id for p in passages),
                vectors=None if own is None else np.ascontiguousarray(own, dtype=np.float32),
            )
        )
    return out


def passage_texts(document: Document, passages: Sequence[Passage]) -> list[str]:
    """What is encoded of each passage; a document of one passage, such as an article, with its title."""
    texts = [document.text[p.start : p.end] for p in passages]
    return [f"{document.title}\n{texts[0]}"] if len(texts) == 1 and document.title else texts


def text_fields(document: Document, analyzer: Analyzer) -> dict[str, list[str]]:
    """Tokens by text field."""
    identifiers = [*document.identifiers, document.case_number, *document.cited_cases]
    keys = [key for statute in document.statutes for key in (statute.key, statute.law)]
    return {
        "title": analyzer.terms(document.title),
        "abstract": analyzer.terms("\n".join((document.section_text(*_ABSTRACT), *document.keywords))),
        "body": analyzer.terms(document.text),
        "bigram": analyzer.index_bigrams(document.title, document.text),
        "identifier_text": [
            term for term in dict.fromkeys("".join(value.split()) for value in (*identifiers, *keys)) if term
        ],
    }


def keyword_fields(document: Document) -> dict[str, tuple[str, ...]]:
    """Values by keyword filter field; absent when there is none."""
    court, mediation = document.court, document.mediation
    organisation = mediation.organisation if mediation else ""
    if not organisation and court is not None and document.kind in _OF_BODIES:
        organisation = court.name
    values: dict[str, Iterable[str | None]] = {
        "id": (document.id,),
        "kind": (document.kind.value,),
        "access": (document.access.value,),
        "owner": (document.owner,),
        "court": (court.name if court else "",),
        "court_level": (court.level.value if court and court.level else "",),
        "region": (court.region if court else "",),
        "procedure": (document.procedure.value if document.procedure else "",),
        "document_type": (document.document_type.value if document.document_type else "",),
        "cause": (document.cause,),
        "dispute_type": document.dispute_types,
        "outcome": (document.outcome,),
        "statute": (s.key for s in document.statutes if s.article is not None),
        "law": (s.law for s in document.statutes),
        "tier": (document.tier.value,),
        "party": (p.name for p in document.parties),
        "organisation": (organisation,),
        "identifier": (*document.identifiers, document.case_number),
        "group": (group_key(document),),
        "channel": (mediation.channel if mediation else "",),
        "method": (mediation.method if mediation else "",),
        "fictional": ("true" if document.fictional else "false",),
        "effective": ("" if document.effective is None else str(document.effective).lower(),),
    }
    kept = {name: tuple(dict.fromkeys(v for v in some if v)) for name, some in values.items()}
    return {name: some for name, some in kept.items() if some}


def number_fields(document: Document) -> dict[str, int]:
    """Values by numeric filter field: year, date as YYYYMMDD, the largest sum in whole yuan."""
    out: dict[str, int] = {}
    if document.date is not None:
        out["year"] = document.date.year
        out["date"] = document.date.year * 10_000 + document.date.month * 100 + document.date.day
    sums = [amount.yuan for amount in document.amounts]
    if document.mediation is not None:
        sums += [s for s in (document.mediation.claimed, document.mediation.agreed) if s is not None]
    if sums:
        out["amount"] = int(min(max(sums), 2**62))
    return out

"""A document as the service shows it, with what it cites and what cites it resolved."""

from collections.abc import Sequence

from corpora.model import Document, SectionRole
from corpora.model.view import parsed_view
from indexer.viewer import Viewer
from search_api.http.views import CitedCase, DocumentView, Reference, SectionView, StatuteView
from search_api.retrieval import Searcher
from search_api.retrieval.fields import field_names
from search_api.retrieval.rows import tier_of
from search_api.retrieval.similarity import dispute_label, statute_label

CITED_BY = 50
"""Citing documents shown with the document; the rest are on /cited-by."""


def document_view(document: Document, searcher: Searcher, viewer: Viewer) -> DocumentView:
    """The whole document for one viewer."""
    names = field_names()
    return DocumentView(
        id=document.id,
        kind=document.kind.value,
        kind_label=names.value_label("kind", document.kind.value),
        title=document.title,
        tier=tier_of(document).value,
        source=document.source.path.replace("\\", "/").rsplit("/", 1)[-1],
        text=document.text,
        sections=[
            SectionView(
                role=s.role.value,
                label=_label(s.role),
                heading=s.heading,
                start=s.start,
                end=s.end,
                instance=s.instance,
                text=document.text[s.start : s.end],
            )
            for s in document.sections
        ],
        statutes=_statutes(document, searcher, viewer),
        cited_cases=[
            CitedCase(
                identifier=identifier,
                documents=references(searcher, viewer, searcher.resolve(identifier, viewer)),
            )
            for identifier in document.cited_cases
        ],
        cited_by=references(searcher, viewer, searcher.cited_by(document.id, viewer)[:CITED_BY]),
        dispute_labels={code: dispute_label(code) for code in document.dispute_types},
        parsed=parsed_view(document),
    )


def references(searcher: Searcher, viewer: Viewer, ids: Sequence[str]) -> list[Reference]:
    """Documents in short; those that the viewer may not see are left out."""
    return [
        Reference(
            id=d.id,
            title=d.title,
            kind=d.kind.value,
            case_number=d.case_number,
            date=d.date.isoformat() if d.date else None,
        )
        for d in searcher.documents(ids, viewer).values()
    ]


def _statutes(document: Document, searcher: Searcher, viewer: Viewer) -> list[StatuteView]:
    seen: dict[tuple[object, ...], StatuteView] = {}
    keys = {s.key for s in document.statutes if s.article is not None}
    held = {key: searcher.resolve(key, viewer) for key in keys}
    gists = {
        id for id, d in searcher.documents(sorted({i for ids in held.values() for i in ids}), viewer).items()
        if d.is_gist
    }  # fmt: skip
    for s in document.statutes:
        key = (s.key, s.paragraph, s.item)
        if key not in seen:
            documents = held.get(s.key, [])
            seen[key] = StatuteView(
                law=s.law,
                article=s.article,
                suffix=s.suffix,
                paragraph=s.paragraph,
                item=s.item,
                label=statute_label(s.key),
                documents=documents,
                gist=bool(gists.intersection(documents)),
            )
    return list(seen.values())


def _label(role: SectionRole) -> str:
    return field_names().section(role.value)

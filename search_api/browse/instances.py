"""Linked instances (关联文书): the other documents of the same case, told from the numbers in its own course of proceedings."""

from corpora.identifiers import Scheme, find_identifiers
from corpora.model import Document, Kind, SectionRole
from indexer.viewer import Viewer
from search_api.frozen import Frozen
from search_api.retrieval.context import Context
from search_api.retrieval.fields import field_names

HEAD = 600
"""Code points of a text without sections in which the course of its proceedings stands."""
_COURSE = (SectionRole.HEADER, SectionRole.PARTIES, SectionRole.PROCEEDINGS)


class Instance(Frozen):
    """Another document of the same case."""

    id: str
    """Id of the document."""
    title: str
    """Its title."""
    kind: str
    """Its kind; a guiding or typical case may tell of the same case."""
    case_number: str
    """Its case number; empty when it has none."""
    procedure: str
    """First, second instance …, in Chinese; empty when unknown."""
    court: str
    """Its court."""
    date: str | None
    """Its date, ISO."""
    outcome: str
    """Its outcome."""
    relation: str
    """In Chinese: lower or later instance, or the same case told elsewhere."""


def instances(context: Context, document: Document, viewer: Viewer) -> list[Instance]:
    """Oldest first; what the viewer may not see is left out."""
    library = context.workspace.library
    relations: dict[str, str] = {}
    for number in _course_numbers(document):
        for id in library.resolve(number, viewer):
            relations.setdefault(id, "本案的下级审理")
    for number in _told_numbers(document):
        for id in library.resolve(number, viewer):
            relations.setdefault(id, "同一案件的裁判文书")
    own = {document.case_number} - {""}
    for id, other in context.documents(library.cited_by(document.id, viewer), viewer).items():
        if own & set(_course_numbers(other)):
            relations.setdefault(id, "本案的后续审理")
        elif own & set(_told_numbers(other)):
            relations.setdefault(id, "以本案为内容的案例")
    for number in own:
        for id in library.resolve(number, viewer):
            relations.setdefault(id, "同一案号的其他文书")
    relations.pop(document.id, None)
    found = context.documents(relations, viewer)
    return sorted(
        (_instance(other, relations[id]) for id, other in found.items()),
        key=lambda i: (i.date or "9999", i.id),
    )


def _course_numbers(document: Document) -> tuple[str, ...]:
    """Case numbers in the course of its proceedings, its own left out."""
    if document.kind is not Kind.JUDGMENT:
        return ()
    course = document.section_text(*_COURSE) or document.text[:HEAD]
    return tuple(
        dict.fromkeys(
            n.canonical
            for n in find_identifiers(course)
            if n.scheme is Scheme.CASE and n.canonical != document.case_number
        )
    )


def _told_numbers(document: Document) -> tuple[str, ...]:
    """Case numbers of the decisions that a guiding, reference or typical case tells of."""
    return tuple(filter(None, document.extra.get("case_numbers", "").split(",")))


def _instance(document: Document, relation: str) -> Instance:
    procedure = document.procedure.value if document.procedure else ""
    return Instance(
        id=document.id,
        title=document.title,
        kind=document.kind.value,
        case_number=document.case_number,
        procedure=field_names().value_label("procedure", procedure) if procedure else "",
        court=document.court.name if document.court else "",
        date=document.date.isoformat() if document.date else None,
        outcome=document.outcome,
        relation=relation,
    )

"""What the program's own parser and classifier know of documents and queries: cause, dispute type, authority, date."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from corpora.classify import classify
from corpora.model import Document, Kind
from corpora.vocab.causes import causes
from eval.collection import Qrels, Record
from eval.measures.tiers import Authority
from indexer.viewer import LOCAL_OWNER
from indexer.workspace import Workspace

Class = Literal["dispute_type", "cause"]
_BATCH = 500
_STATED = {"dispute_type": ("dispute_type", "dispute_types", "type"), "cause": ("cause",)}
"""Where a query may say its class."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """Of one document; empty or ``None`` where nothing is known."""

    dispute_type: str = ""
    cause: str = ""
    authority: Authority | None = None
    date: dt.date | None = None

    def class_of(self, by: Class) -> str:
        """Its dispute type or its cause."""
        return self.dispute_type if by == "dispute_type" else self.cause


def attributes_of(document: Document) -> Attributes:
    """What a parsed document says; a plain text, parsed as nothing in particular, is classified."""
    types, cause = document.dispute_types, document.cause
    if document.kind is Kind.OTHER:
        found = classify(document.text, document.title)
        types, cause = types or ((found.l2,) if found.l2 else ()), cause or found.cause
    known = causes().find(cause) if cause else None
    return Attributes(
        dispute_type=types[0] if types else "",
        cause=known.name if known else cause,
        authority=Authority(document.tier, document.court, document.date),
        date=document.date,
    )


def load_attributes(workspace: Workspace) -> dict[str, Attributes]:
    """Attributes of every document of an indexed collection."""
    library = workspace.library
    ids = library.ids()
    found: dict[str, Attributes] = {}
    for start in range(0, len(ids), _BATCH):
        documents = library.get_many(ids[start : start + _BATCH], LOCAL_OWNER)
        found.update((id, attributes_of(document)) for id, document in documents.items())
    return found


@dataclass(frozen=True, slots=True)
class QueryClass:
    """Class of a query and where it comes from."""

    name: str
    source: Literal["stated", "classified", "judgments"]


def query_classes(
    queries: Iterable[Record], by: Class, qrels: Qrels, classes: Mapping[str, str]
) -> dict[str, QueryClass]:
    """Class by query; queries for which none can be told are left out.

    What the metadata state goes first, then what the classifier finds in the text, then the class that most of the
    query's best judged documents have (a lay question names no cause; its answer does).

    Args:
        queries: With their metadata.
        by: Dispute type or cause.
        qrels: Judgments.
        classes: Class by document.
    """
    found = {}
    for record in queries:
        if name := _stated(record.metadata or {}, by):
            found[record.id] = QueryClass(name, "stated")
        elif name := _classified(record.text, by):
            found[record.id] = QueryClass(name, "classified")
        elif name := _judged(qrels.get(record.id, {}), classes):
            found[record.id] = QueryClass(name, "judgments")
    return found


def _judged(judged: Mapping[str, int], classes: Mapping[str, str]) -> str:
    best = max(judged.values(), default=0)
    names = [classes[d] for d, grade in judged.items() if grade == best > 0 and classes.get(d)]
    return max(sorted(set(names)), key=names.count) if names else ""


def _stated(metadata: Mapping[str, object], by: Class) -> str:
    for key in _STATED[by]:
        value = metadata.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str) and first:
            known = causes().find(first) if by == "cause" else None
            return known.name if known else first
    return ""


def _classified(text: str, by: Class) -> str:
    found = classify(text)
    return found.l2 if by == "dispute_type" else found.cause

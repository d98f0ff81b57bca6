"""Browsing without a query: guiding, reference, typical and mediation cases by batch, issuer, topic or dispute type."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

from corpora.model import Document, Kind, SectionRole
from corpora.vocab import courts
from indexer.engine.filters import In
from indexer.engine.protocol import LexicalQuery
from indexer.viewer import Viewer
from search_api.browse.cached import once
from search_api.frozen import Frozen
from search_api.retrieval.context import Context
from search_api.retrieval.rows import tier_of
from search_api.retrieval.similarity import dispute_label

By = Literal["batch", "issuer", "topic", "dispute_type"]
KINDS = (
    Kind.GUIDING.value, Kind.REFERENCE.value, Kind.TYPICAL.value, Kind.WHITE_PAPER.value, Kind.SUGGESTION.value,
)  # fmt: skip
"""Kinds that are released to be read; mediation cases are browsed when asked for."""
MOST = 10_000
_HEAD, _TAIL = 500, 300
_RELEASED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*(?:发布|公布)")
_ISSUER = re.compile(
    r"最高人民法院|最高人民检察院|中国证券监督管理委员会|中国证监会|国家金融监督管理总局"
    r"|[\u4e00-\u9fa5]{2,10}?(?:高级人民法院|金融法院)|[\u4e00-\u9fa5]{2,14}?(?:证券|期货|基金|银行|保险)业协会"
    r"|[\u4e00-\u9fa5]{2,16}?(?:调解中心|服务中心)"
)
_BRANCHES = ("民事", "刑事", "行政", "国家赔偿", "执行")
"""Keywords that say the branch of law and no topic."""
UNKNOWN = "未注明"


class Item(Frozen):
    """A case that can be browsed to."""

    id: str
    """Id of the document."""
    title: str
    """Its title."""
    kind: str
    """Its kind."""
    tier: str
    """Authority under 法发〔2020〕24号 art. 4; practice for mediation."""
    date: str | None
    """Its date, ISO."""
    issuer: str
    """Who released it, as far as its text says."""
    batch: str
    """Issuer, number where it has one, and day or year of release."""
    topics: list[str]
    """Its keywords."""
    dispute_types: list[str]
    """Codes of its dispute types."""
    lead: str
    """Its rule or first words."""
    fictional: bool
    """Made-up sample material."""


class Group(Frozen):
    """Cases of one batch, issuer, topic or dispute type."""

    value: str
    """As `value` takes it."""
    label: str
    """What people are shown."""
    count: int
    """How many cases."""


def groups(context: Context, by: By, viewer: Viewer, kinds: tuple[str, ...] = KINDS) -> list[Group]:
    """All groups: batches newest first, the others by size."""
    counts: dict[str, int] = {}
    for item in _items(context, viewer, kinds):
        for value in dict.fromkeys(_VALUES[by](item)):
            counts[value] = counts.get(value, 0) + 1
    made = [Group(value=v, label=_label(by, v), count=n) for v, n in counts.items()]
    if by == "batch":
        return sorted(made, key=lambda g: (_day(g.value), g.value), reverse=True)
    return sorted(made, key=lambda g: (g.value == UNKNOWN, -g.count, g.value))


def items(context: Context, by: By, value: str, viewer: Viewer, kinds: tuple[str, ...] = KINDS) -> list[Item]:
    """Cases of a group, newest first; all cases for an empty value."""
    found = [i for i in _items(context, viewer, kinds) if not value or value in _VALUES[by](i)]
    return sorted(found, key=lambda i: (i.date or "", i.id), reverse=True)


_VALUES: Mapping[By, Callable[[Item], list[str]]] = {
    "batch": lambda item: [item.batch],
    "issuer": lambda item: [item.issuer or UNKNOWN],
    "topic": lambda item: [t for t in item.topics if t not in _BRANCHES] or [UNKNOWN],
    "dispute_type": lambda item: item.dispute_types[:1] or [UNKNOWN],
}


def _day(batch: str) -> str:
    """Day or year of a batch; empty for one without."""
    last = batch.rpartition(" ")[2]
    return last if last[:1].isdigit() else ""


def _label(by: By, value: str) -> str:
    return dispute_label(value) if by == "dispute_type" and value != UNKNOWN else value


def _items(context: Context, viewer: Viewer, kinds: tuple[str, ...]) -> tuple[Item, ...]:
    return once(context, viewer, ("releases", kinds), lambda: _read(context, viewer.scope, kinds))


def _read(context: Context, viewer: Viewer, kinds: tuple[str, ...]) -> tuple[Item, ...]:
    hits = context.workspace.engine.lexical(
        LexicalQuery(), viewer=viewer, filter=In("kind", kinds), limit=MOST
    ).hits
    documents = context.workspace.library.get_many([h.id for h in hits], viewer)
    return tuple(map(_item, documents.values()))


def _item(document: Document) -> Item:
    issuer, number = issuer_of(document), document.extra.get("batch", "")
    return Item(
        id=document.id,
        title=document.title,
        kind=document.kind.value,
        tier=tier_of(document).value,
        date=document.date.isoformat() if document.date else None,
        issuer=issuer,
        batch=" ".join(filter(None, (issuer or UNKNOWN, number, _released(document)))),
        topics=list(document.keywords[:7]),
        dispute_types=list(document.dispute_types),
        lead=_lead(document),
        fictional=document.fictional,
    )


def issuer_of(document: Document) -> str:
    """Who released a case: known from its batch or number, or said at its head or end; empty when none says."""
    if document.extra.get("issuer"):
        return document.extra["issuer"]
    own = document.identifiers[:1]
    if any(i.startswith("检例") for i in own):
        return "最高人民检察院"
    if document.kind is Kind.MEDIATION and document.mediation and document.mediation.organisation:
        return document.mediation.organisation
    if document.kind is Kind.GUIDING and not document.fictional:
        return "最高人民法院"
    match = _ISSUER.search(document.text[:_HEAD]) or _ISSUER.search(document.text[-_TAIL:])
    if match is None:
        return ""
    known = courts().lookup(match[0])
    return known.name if known else {"中国证监会": "中国证券监督管理委员会"}.get(match[0], match[0])


def _released(document: Document) -> str:
    """Day of release where it is known or the text says it, else the year of the case."""
    if document.extra.get("batch") and document.date:
        return document.date.isoformat()
    match = _RELEASED.search(document.text[:_HEAD])
    if match:
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return str(document.date.year) if document.date else ""


def _lead(document: Document) -> str:
    for role in (SectionRole.ABSTRACT, SectionRole.SIGNIFICANCE, SectionRole.FACTS):
        text = " ".join(document.section_text(role).split())
        if text:
            return text[:120]
    return " ".join(document.text.split())[:120]

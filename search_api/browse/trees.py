"""Facets as trees: dispute types by trade, causes of action by their place in the rules."""

from typing import Literal

from corpora.vocab import causes, dispute_types
from indexer.viewer import Viewer
from search_api.frozen import Frozen
from search_api.retrieval import Searcher
from search_api.retrieval.context import ALL_VALUES

TreeName = Literal["dispute_type", "cause"]


class Node(Frozen):
    """A value with what lies below it."""

    value: str
    """Name or code; empty for a node that only holds others together."""
    label: str
    """What people are shown."""
    filter: str
    """Filter that chooses it with all below it."""
    count: int
    """Matching documents of it and of all below it."""
    selected: bool
    """Whether a filter chose it."""
    children: list["Node"] = []
    """Nodes below it, commonest first."""


def tree(
    searcher: Searcher, name: TreeName, viewer: Viewer, *, query: str = "", filters: tuple[str, ...] = ()
) -> list[Node]:
    """Nodes with at least one matching document, commonest first; the field's own filter is left out of the counts.

    Raises:
        QueryError: a filter that cannot be.
    """
    found = searcher.facets([name], viewer, query=query, filters=filters, limit=ALL_VALUES)[name]
    counts = {f.value: f.count for f in found if f.count}
    chosen = {f.value for f in found if f.selected}
    if name == "cause":
        return _causes(counts, chosen)
    return _disputes(searcher, viewer, query, filters, counts, chosen)


def _disputes(
    searcher: Searcher,
    viewer: Viewer,
    query: str,
    filters: tuple[str, ...],
    counts: dict[str, int],
    chosen: set[str],
) -> list[Node]:
    trades: dict[str, list[Node]] = {}
    for kind in dispute_types().all():
        if counts.get(kind.code):
            trades.setdefault(kind.l1, []).append(
                Node(
                    value=kind.code,
                    label=kind.label,
                    filter=f"dispute_type={kind.code}",
                    count=counts[kind.code],
                    selected=kind.code in chosen,
                )
            )
    others = tuple(f for f in filters if not f.strip().startswith(("dispute_type", "纠纷")))
    nodes = []
    for trade, children in trades.items():
        codes = ",".join(t.code for t in dispute_types().all() if t.l1 == trade)
        filter = f"dispute_type={codes}"
        # A document may be of several types: those of a trade are counted, not added up.
        kinds = searcher.facets(["kind"], viewer, query=query, filters=(*others, filter))["kind"]
        nodes.append(
            Node(
                value="",
                label=trade,
                filter=filter,
                count=sum(k.count for k in kinds),
                selected=all(c.selected for c in children),
                children=_sorted(children),
            )
        )
    return _sorted(nodes)


def _causes(counts: dict[str, int], chosen: set[str]) -> list[Node]:
    totals: dict[str, int] = dict(counts)
    parents: dict[str, str] = {}
    for name in counts:
        known = causes().find(name)
        below = name
        for above in causes().ancestors(known) if known and known.name == name else ():
            parents[below] = above.name
            totals[above.name] = totals.get(above.name, 0) + counts[name]
            below = above.name
    children: dict[str, list[str]] = {}
    for name in totals:
        children.setdefault(parents.get(name, ""), []).append(name)

    def node(name: str) -> Node:
        return Node(
            value=name,
            label=name,
            filter=f"cause={name}",
            count=totals[name],
            selected=name in chosen,
            children=_sorted([node(child) for child in children.get(name, [])]),
        )

    return _sorted([node(name) for name in children.get("", [])])


def _sorted(nodes: list[Node]) -> list[Node]:
    return sorted(nodes, key=lambda n: (-n.count, n.label))

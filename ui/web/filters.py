"""Filters with counts: flat lists, and trees for causes of action and dispute types."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from search_api.browse.trees import Node
from search_api.retrieval.models import FacetCount
from ui.web import known
from ui.web.markup import link
from ui.web.state import View
from ui.web.texts import t

FIELDS = (
    "kind", "dispute_type", "cause", "court_level", "region", "procedure", "year", "outcome", "law",
    "organisation",
)  # fmt: skip
TREES = ("dispute_type", "cause")
SHOWN_VALUES = 8
FLAT = tuple(field for field in FIELDS if field not in TREES)
OPEN = ("kind", "dispute_type")
Facets = Mapping[str, Sequence[FacetCount]]
Trees = Mapping[str, Sequence[Node]]


def filters_html(view: View, facets: Facets, trees: Trees) -> str:
    """What is chosen, to take away again, then every field with its counts; empty when there is none."""
    parts = [_chosen(view, facets)]
    for field in FIELDS:
        body = _tree(view, trees[field]) if field in trees else _flat(view, field, facets.get(field, ()))
        if not body:
            continue
        opened = " open" if field in OPEN or view.chosen(field) else ""
        name = escape(known.field_label(field))
        parts.append(f'<details class="fq-field"{opened}><summary>{name}</summary>{body}</details>')
    return "".join(parts)


def _chosen(view: View, facets: Facets) -> str:
    rows = []
    for item in view.filters:
        field, _, values = item.partition("=")
        shown = values.split(",")
        if field == "id" or len(shown) > 3:
            several = f"{known.field_label(field)}：{t('search.several', count=len(shown))}"
            text = "✕ " + (t("search.by_ids", count=len(shown)) if field == "id" else several)
            gone = replace(view, filters=tuple(f for f in view.filters if f != item), page=1)
            rows.append(_row(link(gone.url(), text, "on")))
            continue
        for value in shown:
            text = f"✕ {known.field_label(field)}：{_label(facets, field, value)}"
            rows.append(_row(link(view.toggled(field, value).url(), text, "on")))
    for word in view.within:
        left = replace(view, within=tuple(w for w in view.within if w != word), page=1)
        rows.append(_row(link(left.url(), f"✕ {t('search.within_chosen', words=word)}", "on")))
    if rows:
        cleared = replace(view, filters=(), within=(), page=1)
        rows.append(_row(link(cleared.url(), t("filters_clear"))))
    return "".join(rows)


def _label(facets: Facets, field: str, value: str) -> str:
    found = next((count.label for count in facets.get(field, ()) if count.value == value), "")
    return found or known.value_label(field, value)


def _flat(view: View, field: str, counts: Sequence[FacetCount]) -> str:
    first, rest = counts[:SHOWN_VALUES], counts[SHOWN_VALUES:]
    more = ""
    if rest:
        rows = "".join(_value(view, field, count) for count in rest)
        more = f"<details><summary>{t('search.more_values', count=len(rest))}</summary>{rows}</details>"
    return "".join(_value(view, field, count) for count in first) + more


def _tree(view: View, nodes: Sequence[Node]) -> str:
    """Nodes with those below them; the upper one chooses all below it."""
    return "".join(_node(view, node) for node in nodes)


def _node(view: View, node: Node) -> str:
    row = _row(_toggle(view, node), str(node.count))
    if not node.children:
        return row
    opened = " open" if _chosen_below(view, node) else ""
    whole = _row(_toggle(view, node, t("search.whole_branch")), str(node.count))
    return (
        f"<details{opened}><summary>{escape(node.label)}（{node.count}）</summary>"
        f'<div class="fq-branch">{whole}{_tree(view, node.children)}</div></details>'
    )


def _toggle(view: View, node: Node, label: str = "") -> str:
    field = node.filter.partition("=")[0]
    chosen = node.filter in view.filters
    others = [item for item in view.filters if not item.startswith(f"{field}=")]
    target = replace(view, filters=tuple(sorted(others if chosen else [*others, node.filter])), page=1)
    return link(target.url(), ("✕ " if chosen else "") + (label or node.label), "on" if chosen else "")


def _chosen_below(view: View, node: Node) -> bool:
    return node.filter in view.filters or any(_chosen_below(view, child) for child in node.children)


def _value(view: View, field: str, count: FacetCount) -> str:
    chosen = count.value in view.chosen(field)
    anchor = link(
        view.toggled(field, count.value).url(), ("✕ " if chosen else "") + count.label, "on" if chosen else ""
    )
    return _row(anchor, str(count.count))


def _row(anchor: str, count: str = "") -> str:
    return f'<div class="fq-facet">{anchor}<span>{count}</span></div>'

"""Filters with counts: flat lists, and trees for causes of action and dispute types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape

from corpora.vocab import causes, dispute_types
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
TREE_VALUES = 200
OPEN = ("kind", "dispute_type")
Facets = Mapping[str, Sequence[FacetCount]]


def filters_html(view: View, facets: Facets) -> str:
    """What is chosen, to take away again, then every field with its counts."""
    parts = [_chosen(view, facets)]
    for field in FIELDS:
        counts = facets.get(field, ())
        if not counts:
            continue
        body = _tree(view, field, counts) if field in TREES else _flat(view, field, counts)
        opened = " open" if field in OPEN or view.chosen(field) else ""
        name = escape(known.field_label(field))
        parts.append(f'<details class="fq-field"{opened}><summary>{name}</summary>{body}</details>')
    return "".join(parts)


def _chosen(view: View, facets: Facets) -> str:
    rows = []
    for item in view.filters:
        field, _, values = item.partition("=")
        shown = values.split(",")
        if len(shown) > 3:
            text = f"✕ {known.field_label(field)}：{t('search.several', count=len(shown))}"
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


def _tree(view: View, field: str, counts: Sequence[FacetCount]) -> str:
    """Values under what they belong to; the upper level chooses all below it."""
    branches: dict[str, list[FacetCount]] = {}
    for count in counts:
        branches.setdefault(_branch(field, count.value), []).append(count)
    parts = []
    for name, leaves in sorted(branches.items(), key=lambda item: -sum(leaf.count for leaf in item[1])):
        rows = "".join(_value(view, field, leaf) for leaf in leaves)
        if not name:
            parts.append(rows)
            continue
        chosen = set(view.chosen(field))
        opened = " open" if chosen & {leaf.value for leaf in leaves} or name in chosen else ""
        whole = link(_all(view, field, name, leaves).url(), t("search.whole_branch"))
        parts.append(
            f"<details{opened}><summary>{escape(name)}</summary>"
            f'<div class="fq-branch">{_row(whole)}{rows}</div></details>'
        )
    return "".join(parts)


def _branch(field: str, value: str) -> str:
    """What a value stands under; empty for nothing."""
    if field == "dispute_type":
        found = dispute_types().get(value)
        return found.l1 if found else ""
    cause = causes().find(value)
    above = causes().ancestors(cause) if cause else ()
    second = [ancestor for ancestor in above if ancestor.level <= 2]
    return second[0].name if second else (cause.name if cause and cause.level == 2 else "")


def _all(view: View, field: str, name: str, leaves: Iterable[FacetCount]) -> View:
    """The view filtered on a whole branch: a cause includes those below it, dispute types are named one by one."""
    values = name if field == "cause" else ",".join(sorted(leaf.value for leaf in leaves))
    others = [item for item in view.filters if not item.startswith(f"{field}=")]
    return replace(view, filters=tuple(sorted([*others, f"{field}={values}"])), page=1)


def _value(view: View, field: str, count: FacetCount) -> str:
    chosen = count.value in view.chosen(field)
    anchor = link(
        view.toggled(field, count.value).url(), ("✕ " if chosen else "") + count.label, "on" if chosen else ""
    )
    return _row(anchor, str(count.count))


def _row(anchor: str, count: str = "") -> str:
    return f'<div class="fq-facet">{anchor}<span>{count}</span></div>'

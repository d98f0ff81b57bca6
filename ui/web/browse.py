"""Without a query: typical and guiding cases by kind, dispute type, issuer, year."""

from html import escape

from search_api.retrieval.models import FacetCount
from ui.web import client, known
from ui.web.filters import TREE_VALUES, TREES, filters_html
from ui.web.markup import link
from ui.web.page import html
from ui.web.state import View
from ui.web.texts import t

KINDS = ("guiding", "reference", "typical", "mediation", "judgment", "penalty", "statute", "policy")
ISSUED = ("kind=guiding,reference,typical",)


def show_browse() -> None:
    """Draw it."""
    counted = client.facets((), ("kind", *TREES), "", TREE_VALUES)
    kinds = {count.value: count for count in counted.get("kind", [])}
    tiles = "".join(_tile(kinds[kind]) for kind in KINDS if kind in kinds)
    html(f'<h2 class="fq-h2">{t("search.browse_kinds")}</h2><div class="fq-tiles">{tiles}</div>')
    issued = client.facets(ISSUED, ("organisation", "court", "year", "dispute_type"), "", 40)
    parts = []
    for field in ("organisation", "court", "year", "dispute_type"):
        rows = "".join(_issued(field, count) for count in issued.get(field, [])[:12])
        if rows:
            name = t("search.issuer") if field == "court" else known.field_label(field)
            parts.append(f'<section><h3 class="fq-h4">{escape(name)}</h3>{rows}</section>')
    if parts:
        html(
            f'<h2 class="fq-h2">{t("search.browse_issued")}</h2><div class="fq-columns">{"".join(parts)}</div>'
        )
    trees = {field: counted.get(field, []) for field in TREES}
    html(
        f'<h2 class="fq-h2">{t("search.browse_all")}</h2><div class="fq-columns">{filters_html(View(), trees)}</div>'
    )


def _tile(count: FacetCount) -> str:
    target = View(filters=(f"kind={count.value}",)).url()
    return f"<div>{link(target, count.label)}<span>{count.count}</span></div>"


def _issued(field: str, count: FacetCount) -> str:
    target = View(filters=tuple(sorted((*ISSUED, f"{field}={count.value}")))).url()
    return f'<div class="fq-facet">{link(target, count.label)}<span>{count.count}</span></div>'

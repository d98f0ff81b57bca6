"""A hit as a card."""

from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from search_api.explain.models import Evidence
from search_api.retrieval.models import Hit, Similarity
from ui.web import known
from ui.web.markup import link, marked
from ui.web.state import View, packed
from ui.web.texts import t
from ui.web.urlstate import url_of

CASE_KINDS = ("judgment", "guiding", "reference", "typical", "mediation", "penalty")
OPENED = 100
"""Folded documents that a link names at most."""


def card(hit: Hit, view: View, asked: str = "") -> str:
    """HTML of one hit; the title links to the document, whose way back is this view.

    Args:
        hit: The hit.
        view: The view it stands in.
        asked: Id of the document whose similar cases are shown; with a case in the view it is not needed.
    """
    target = replace(view, document=hit.id, put="", article="")
    meta = [hit.case_number, hit.court, str(hit.date or ""), hit.cause, hit.outcome]
    parts = [
        f'<article class="fq-card"><h3>{hit.rank}. {link(target.url(), hit.title)}</h3>',
        f'<div class="fq-meta">{_badges(hit)}{_folded(hit, view)}{escape(" · ".join(part for part in meta if part))}</div>',
    ]
    if hit.similarity is not None:
        parts.append(bars(hit.similarity))
    if hit.why and (view.query or hit.similarity is not None):
        parts.append(f'<div class="fq-why">{escape(hit.why)}</div>')
    for snippet in hit.snippets:
        name = escape(known.section_label(snippet.section))
        parts.append(f'<div class="fq-snippet"><b>{name}</b>{marked(snippet.text, snippet.marks)}</div>')
    parts.append(_evidence(hit))
    return "".join([*parts, _actions(hit, view, asked), "</article>"])


def _badges(hit: Hit) -> str:
    badges = [_badge(known.value_label("kind", hit.kind))]
    if hit.authority is not None:
        badges.append(_badge(hit.authority.label, "tier"))
    if hit.gist:
        badges.append(_badge(t("gist"), "gist"))
    if hit.fictional:
        badges.append(_badge(t("fictional"), "example"))
    if hit.access != "public":
        badges.append(_badge(t("redacted" if hit.access == "redacted" else "restricted")))
    return "".join(badges)


def _folded(hit: Hit, view: View) -> str:
    """A link that shows the folded parallel cases one by one, as hits of the same search."""
    if hit.group_size < 2:
        return ""
    others = tuple(item for item in view.filters if not item.startswith("id="))
    ids = f"id={','.join(hit.members[:OPENED])}"
    shown = replace(view, document="", put="", filters=tuple(sorted((*others, ids))), page=1)
    return f"{link(shown.url(), t('folded', count=hit.group_size), 'fq-badge')} "


def _badge(text: str, css: str = "") -> str:
    return f'<span class="fq-badge {css}">{escape(text)}</span>'


def bars(similarity: Similarity) -> str:
    """The three similarities of 法发〔2020〕24号 art. 1 as bars, each with its figure."""
    cells = []
    for name in ("facts", "focus", "law"):
        value: float | None = getattr(similarity, name)
        if value is None:
            cells.append(f"<span>{t(name)} {t('not_comparable')}</span>")
            continue
        width = round(100 * value)
        bar = f'<span class="bar"><i style="width:{width}%"></i></span>'
        cells.append(f"<span>{t(name)}{bar}{value:.2f}</span>")
    return f'<div class="fq-bars">{"".join(cells)}</div>'


def _evidence(hit: Hit) -> str:
    """The passages behind the three bars, folded."""
    if hit.evidence is None:
        return ""
    rows = []
    for name in ("facts", "focus", "law"):
        found: list[Evidence] = getattr(hit.evidence, name)
        rows += [_pair(t(name), evidence) for evidence in found]
    rows += [f'<div class="fq-note">{escape(note)}</div>' for note in hit.evidence.notes]
    if not rows:
        return ""
    return f'<details class="fq-evidence"><summary>{t("search.why")}</summary>{"".join(rows)}</details>'


def _pair(name: str, evidence: Evidence) -> str:
    asked = f"<q>{escape(evidence.query.text)}</q>" if evidence.query else t("search.whole_query")
    return (
        f'<div class="fq-pair"><b>{name}</b><div>{t("search.yours")}{asked}</div>'
        f"<div>{t('search.theirs')}<q>{escape(evidence.document.text)}</q></div></div>"
    )


def _actions(hit: Hit, view: View, asked: str) -> str:
    """What can be done with a hit; the way back leads to this view."""
    if hit.kind not in CASE_KINDS:
        return ""
    actions = [] if asked else [link(replace(view, put=hit.id).url(), t("desk.put"))]
    if view.case or asked:
        actions.append(link(compare_url(hit.id, view, asked), t("search.compare")))
    actions.append(link(url_of("parties", id=hit.id), t("search.for_parties")))
    return f'<div class="fq-actions">{"".join(actions)}</div>'


def compare_url(id: str, view: View, asked: str = "") -> str:
    """The comparison of the view's case, or of the document ``asked``, with a document."""
    return url_of("compare", to=id, id=asked, casez="" if asked else packed(view.case))


def mediation_url(text: str, filters: tuple[str, ...] = (), asked: str = "") -> str:
    """调解参考 for a text, or for the document ``asked``; a filter on the kind says nothing there."""
    kept = [item for item in filters if not item.startswith("kind")]
    values: dict[str, str | list[str]] = {"page": "mediation", "f": kept}
    values |= {"id": asked} if asked else {"casez": packed(text)}
    return "?" + urlencode(values, doseq=True)

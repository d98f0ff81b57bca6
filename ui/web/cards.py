"""A hit as a card."""

from dataclasses import replace
from html import escape

from search_api.retrieval.models import Hit, Similarity
from ui.web import known
from ui.web.markup import link, marked
from ui.web.state import View
from ui.web.texts import t


def card(hit: Hit, view: View) -> str:
    """HTML of one hit; the title links to the document, whose way back is this view."""
    target = replace(view, document=hit.id)
    badges = [_badge(known.value_label("kind", hit.kind))]
    if hit.gist:
        badges.append(_badge(t("gist"), "gist"))
    if hit.fictional:
        badges.append(_badge(t("fictional"), "example"))
    if hit.access != "public":
        badges.append(_badge(t("redacted" if hit.access == "redacted" else "restricted")))
    if hit.group_size > 1:
        badges.append(_badge(t("folded", count=hit.group_size)))
    meta = [hit.case_number, hit.court, str(hit.date or ""), hit.cause, hit.outcome]
    parts = [
        f'<div class="fq-card"><h3>{hit.rank}. {link(target.url(), hit.title)}</h3>',
        f'<div class="fq-meta">{"".join(badges)}{escape(" · ".join(part for part in meta if part))}</div>',
    ]
    if hit.similarity is not None:
        parts.append(bars(hit.similarity))
    if hit.why and (view.query or hit.similarity is not None):
        parts.append(f'<div class="fq-why">{escape(hit.why)}</div>')
    for snippet in hit.snippets:
        name = escape(known.section_label(snippet.section))
        parts.append(f'<div class="fq-snippet"><b>{name}</b>{marked(snippet.text, snippet.marks)}</div>')
    return "".join([*parts, "</div>"])


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

"""What a search found: how it was understood, the rule that applies, the hits, what went the other way."""

from dataclasses import replace
from html import escape

from search_api.retrieval.models import Rule, SearchResult
from ui.web.cards import card
from ui.web.markup import link
from ui.web.state import PAGE_SIZE, View
from ui.web.texts import t

RULE_SHOWN = 220


def results_html(view: View, result: SearchResult) -> str:
    """The hits with the rules beside them."""
    hits = [card(hit, view) for hit in result.hits]
    if view.case:
        hits.append(_more(view, result))
    else:
        hits.append(_paging(view, result))
    side = _rules(result, view) + _opposing(result, view) + _streams(result)
    body = f'<div class="fq-hits">{"".join(hits)}</div>'
    if not side:
        return body
    return f'<div class="fq-beside">{body}<aside aria-label="{t("search.beside")}">{side}</aside></div>'


def understood_html(view: View, result: SearchResult) -> str:
    """As what the input was read, with a way to have it read otherwise; notes; look-alikes."""
    told = result.understood
    parts = []
    if view.case:
        kind = t("search.as_case", count=len(view.case))
        other = link(replace(view, query=view.case[:200], case="", page=1).url(), t("search.to_words"))
        parts.append(f"{escape(kind)} {other}" if len(view.case) <= 200 else escape(kind))
    elif view.query:
        named = [*told.get("identifiers", []), *(_statute(key) for key in told.get("statutes", []))]
        kind = t("search.as_named", names="、".join(named)) if named else t("search.as_words")
        other = link(replace(view, query="", case=view.query, page=1).url(), t("search.to_case"))
        parts.append(f"{escape(kind)} {other}")
    lay = [f"{e['word']}→{'、'.join(e['terms'])}" for e in told.get("expansions", []) if e.get("terms")]
    if lay:
        parts.append(escape(t("search.expanded", words="；".join(lay))))
    parts += [escape(str(note)) for note in told.get("notes", [])]
    others = [
        link(replace(view, query=str(words), page=1).url(), str(words))
        for words in told.get("did_you_mean", [])
    ]
    if others:
        parts.append(f"{escape(t('did_you_mean'))} {' · '.join(others)}")
    return "".join(f'<div class="fq-note">{part}</div>' for part in parts)


def _statute(key: str) -> str:
    law, _, article = key.partition("#")
    return t("search.article", law=law, article=article) if article else f"《{law}》"


def _rules(result: SearchResult, view: View) -> str:
    if not result.rules:
        return ""
    return f'<h2 class="fq-h4">{t("search.rules")}</h2>' + "".join(
        _rule(rule, view) for rule in result.rules[:5]
    )


def _rule(rule: Rule, view: View) -> str:
    name = link(View(document=rule.document_id).url(), rule.label) if rule.document_id else escape(rule.label)
    gist = f' <span class="fq-badge gist">{t("gist")}</span>' if rule.gist else ""
    text = rule.text if len(rule.text) <= RULE_SHOWN else rule.text[:RULE_SHOWN] + "……"
    said = escape(text) if text else t("statute_unheld")
    citing = link(View(filters=(f"statute={rule.key}",)).url(), t("search.cited_by", count=rule.cited_by))
    tail = citing if rule.cited_by else ""
    return f'<div class="fq-rule"><b>{name}</b>{gist}<div>{said}</div><small>{tail}</small></div>'


def _opposing(result: SearchResult, view: View) -> str:
    found = result.opposing
    if found is None or not found.opposite:
        return ""
    rows = "".join(
        f"<div>{link(replace(view, document=hit.id).url(), hit.title)}<small>{escape(hit.outcome)}</small></div>"
        for hit in found.opposite
    )
    note = escape(t("search.opposing", mostly=found.label, other=found.opposite_label))
    return f'<h2 class="fq-h4">{t("search.opposing_title")}</h2><div class="fq-rule"><div>{note}</div>{rows}</div>'


def _streams(result: SearchResult) -> str:
    if not result.streams:
        return ""
    rows = "".join(
        f"<div>{escape(stream.label)}<span>{stream.count}</span></div>" for stream in result.streams
    )
    return f'<h2 class="fq-h4">{t("search.tiers")}</h2><div class="fq-rule fq-counts">{rows}</div>'


def _more(view: View, result: SearchResult) -> str:
    if len(result.hits) < view.page * PAGE_SIZE or view.page >= 5:
        return ""
    return f"<div>{link(replace(view, page=view.page + 1).url(), t('search.more_hits'))}</div>"


def _paging(view: View, result: SearchResult) -> str:
    links = []
    if view.page > 1:
        links.append(link(replace(view, page=view.page - 1).url(), t("previous")))
    links.append(t("page", page=view.page))
    if result.next_cursor is not None:
        links.append(link(replace(view, page=view.page + 1).url(), t("next")))
    return (
        f'<nav class="fq-paging" aria-label="{t("search.paging")}">{" · ".join(links)}</nav>'
        if len(links) > 1
        else ""
    )

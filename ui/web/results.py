"""What a search found: how it was understood, the rule that applies, the hits, what went the other way."""

from dataclasses import replace
from html import escape

from search_api.query.models import Understood
from search_api.retrieval.models import Rule, SearchResult
from ui.web.article import STAYS, article_url, kind_html
from ui.web.cards import card, mediation_url
from ui.web.markup import link
from ui.web.state import PAGE_SIZE, View
from ui.web.texts import t

RULE_SHOWN = 220
LIKELY = 0.5
"""Calibrated probability from which a dispute type counts as recognised."""
WORDS = 5_000
"""A case up to this length may be searched by its words as well: as much as the service takes."""
NAMED = ("case_number", "statute", "title")
"""Readings that lead to what the words name; the words may be meant as they stand."""


def results_html(view: View, result: SearchResult, opened: str = "") -> str:
    """The hits with the rules beside them.

    Args:
        view: The view.
        result: What was found.
        opened: The article that the view has opened, ready to be shown; it stands in its rule's place.
    """
    hits = [card(hit, view) for hit in result.hits]
    if view.case:
        hits.append(_more(view, result))
    else:
        hits.append(_paging(view, result))
    side = _rules(result, view, opened) + _opposing(result, view) + _streams(result)
    body = f'<div class="fq-hits">{"".join(hits)}</div>'
    if not side:
        return body
    return f'<div class="fq-beside">{body}<aside aria-label="{t("search.beside")}">{side}</aside></div>'


def understood_html(view: View, result: SearchResult, told: Understood | None) -> str:
    """As what the input was read, with a way to have it read otherwise; what was found in it; look-alikes."""
    if told is None:
        return ""
    parts = [_read_as(view, told), *_found(view, told)]
    lay = [f"{e.word}→{'、'.join(e.terms)}" for e in told.expansions if e.terms]
    if lay and not view.case:
        parts.append(escape(t("search.expanded", words="；".join(lay))))
    parts += [
        escape(note) for note in dict.fromkeys([*told.notes, *map(str, result.understood.get("notes", []))])
    ]
    words = [str(words) for words in result.understood.get("did_you_mean", [])]
    others = [link(replace(view, query=word, page=1).url(), word) for word in dict.fromkeys(words)]
    if others and not view.case:
        parts.append(f"{escape(t('did_you_mean'))} {' · '.join(others)}")
    return "".join(f'<div class="fq-note">{part}</div>' for part in parts if part)


def _read_as(view: View, told: Understood) -> str:
    """The reading and links to the others."""
    ways = []
    if view.case:
        said = t("search.as_case", count=len(view.case))
        if len(view.case) <= WORDS:
            ways.append(link(replace(view, query=view.case, case="", page=1).url(), t("search.to_words")))
    else:
        said = t("search.as_read", label=told.label)
        ways.append(link(replace(view, query="", case=view.query, page=1).url(), t("search.to_case")))
        if told.reading in NAMED and '"' not in view.query:
            ways.append(link(replace(view, query=f'"{view.query}"', page=1).url(), t("search.to_exact")))
    for identifier in told.identifiers if not view.case else ():
        if identifier.documents:
            target = View(document=identifier.documents[0]).url()
            ways.append(link(target, t("search.open_numbered", number=identifier.canonical)))
    for statute in told.statutes[:3] if not view.case else ():
        target = View(filters=(f"statute={statute.key}",)).url()
        ways.append(link(target, t("search.citing", label=statute.label)))
    ways.append(link(mediation_url(view.case or view.query, view.filters), t("nav.mediation")))
    return f"{escape(said)} {' · '.join(ways)}"


def _found(view: View, told: Understood) -> list[str]:
    """What of a case was recognised, and which parts of a long one are searched with."""
    if told.reading != "case":
        return []
    sure = [kind for kind in told.dispute_types[:2] if kind.confidence >= LIKELY]
    types = [_narrowed(view, "dispute_type", kind.code, kind.label) for kind in sure]
    rows = {
        "search.found_type": types or ([escape(told.cause)] if told.cause else []),
        "search.found_law": [_narrowed(view, "statute", s.key, s.label) for s in told.statutes[:5]],
        "search.found_sums": [escape(amount.label) for amount in told.amounts[:3]],
        "search.found_days": [escape(f"{day.name}{day.value}") for day in told.days[:4] if day.name],
    }
    found = [f"{t(name)}{'、'.join(values)}" for name, values in rows.items() if values]
    cut = [f"{part.label}（{part.why}）" if part.why else part.label for part in told.dropped]
    parts = [t("search.found", found="；".join(found))] if found else []
    if cut:
        parts.append(escape(t("search.dropped", parts="、".join(dict.fromkeys(cut)))))
    return parts


def _narrowed(view: View, field: str, value: str, label: str) -> str:
    """What was recognised, as a link that looks only among cases of it, or among all again."""
    chosen = value in view.chosen(field)
    return link(view.toggled(field, value).url(), ("✕ " if chosen else "") + label, "on" if chosen else "")


def _rules(result: SearchResult, view: View, opened: str) -> str:
    shown = result.rules[:5]
    rules = [opened if opened and rule.key == view.article else _rule(rule, view) for rule in shown]
    if opened and opened not in rules:
        rules.insert(0, opened)
    return f'<h2 class="fq-h4">{t("search.rules")}</h2>{"".join(rules)}' if rules else ""


def _rule(rule: Rule, view: View) -> str:
    """What an article says, as far as it fits beside the hits; its name opens the whole of it here."""
    name = link(article_url(view, rule.key), rule.label, STAYS) if rule.document_id else escape(rule.label)
    text = rule.text if len(rule.text) <= RULE_SHOWN else rule.text[:RULE_SHOWN] + "……"
    said = escape(text) if text else t("statute_unheld")
    citing = link(View(filters=(f"statute={rule.key}",)).url(), t("search.cited_by", count=rule.cited_by))
    tail = citing if rule.cited_by else ""
    kind = kind_html(rule.gist, rule.version, bool(rule.text))
    return f'<div class="fq-rule"><b>{name}</b> {kind}<div>{said}</div><small>{tail}</small></div>'


def _opposing(result: SearchResult, view: View) -> str:
    found = result.opposing
    if found is None or not found.opposite:
        return ""
    plain = replace(view, article="")
    rows = "".join(
        f"<div>{link(replace(plain, document=hit.id).url(), hit.title)}<small>{escape(hit.outcome)}</small></div>"
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

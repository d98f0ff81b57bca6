"""Answers as HTML; everything that comes from data is escaped."""

from collections.abc import Iterable
from html import escape

from search_api.answers.models import Answer, ArticleHint, BasisView, CaseView, Part
from ui.web import known
from ui.web.markup import link
from ui.web.screens.answers.state import Answers
from ui.web.texts import t
from ui.web.urlstate import url, url_of


def part_html(part: Part) -> str:
    """One part: an answer with its basis, or why there is none with where to turn."""
    head = f'<p class="fq-meta">{t("answers.part", question=escape(part.question))}</p>'
    if part.status != "entry":
        return f'<section class="fq-card">{head}{_none(part)}</section>'
    entry = link(url("answers", Answers(entry=part.entry_id)), part.entry_question)
    meta = t("answers.sure", share=f"{part.confidence:.0%}", id=part.entry_id, version=part.entry_version)
    meta += t("answers.valid_from", date=part.valid_from) if part.valid_from else ""
    meta += t("answers.valid_to", date=part.valid_to) if part.valid_to else ""
    notices = "".join(f'<p class="fq-why">{t("answers.notice")}{escape(one)}</p>' for one in part.notices)
    return (
        f'<section class="fq-card">{head}<h2 class="fq-h3">{entry}</h2><p class="fq-meta">{meta}</p>'
        f'<p class="fq-snippet"><strong>{escape(part.answer)}</strong></p>{notices}'
        f"{body(part.full_answer, part.steps, part.evidence, part.risk_note)}"
        f"<h3 class='fq-h4'>{t('answers.basis')}</h3>{basis_html(part.basis)}"
        + "".join(f'<p class="fq-rule">{escape(p.title)} {escape(p.section)}</p>' for p in part.papers)
        + f'<p class="fq-note">{escape(part.review_note)}　{t("answers.no_advice")}</p></section>'
    )


def body(full: str, steps: Iterable[str], evidence: Iterable[str], risk: str) -> str:
    """The full answer, steps, evidence and risk note."""
    text = "".join(f'<p class="fq-snippet">{escape(line)}</p>' for line in full.splitlines() if line.strip())
    return (
        f"{text}<h3 class='fq-h4'>{t('answers.steps')}</h3><ol>{_items(steps)}</ol>"
        f"<h3 class='fq-h4'>{t('answers.evidence')}</h3><ul>{_items(evidence)}</ul>"
        f'<p class="fq-why">{t("answers.risk")}{escape(risk)}</p>'
    )


def basis_html(views: Iterable[BasisView]) -> str:
    """Articles, each linked to its text where the library holds it; a gist says that it is one."""
    parts = []
    for view in views:
        name = link(f"?doc={view.document_id}", view.label) if view.document_id else escape(view.label)
        told = view.text or (f"{t('answers.gist')}{view.gist}" if view.gist else "")
        newer = t("answers.newer", date=view.newer_version) if view.newer_version else ""
        parts.append(
            f'<p class="fq-rule">{name}<small>{t("answers.version", date=view.version)}{newer}</small>'
            f"{'<br>' + escape(told) if told else ''}</p>"
        )
    return "".join(parts)


def cases_html(answer: Answer) -> str:
    """Precedents, those for and those against beside each other; says so where a side is empty."""
    if not any(part.status == "entry" for part in answer.parts):
        return ""
    sides = {"for": ("for", "mixed"), "against": ("against",)}
    columns = []
    for side, stances in sides.items():
        found = [case for case in answer.cases if case.stance in stances]
        cards = "".join(map(_case, found)) or f'<p class="fq-note">{t("answers.no_cases")}</p>'
        columns.append(f"<div><h3 class='fq-h4'>{t(f'answers.side_{side}')}</h3>{cards}</div>")
    return f'<h2 class="fq-h2">{t("answers.cases")}</h2><div class="fq-columns">{"".join(columns)}</div>'


def _case(case: CaseView) -> str:
    badge = f'<span class="fq-badge example">{t("answers.example")}</span>' if case.fictional else ""
    kind = known.value_label("kind", case.kind)
    meta = " · ".join(filter(None, (kind, case.outcome, case.court, case.date, case.case_number)))
    return (
        f'<div class="fq-card">{badge}{link(f"?doc={case.id}", case.title)}<p class="fq-meta">{escape(meta)}</p>'
        f'<p class="fq-snippet">{escape(case.quote)}</p></div>'
    )


def _none(part: Part) -> str:
    near = "".join(
        f"<li>{link(url('answers', Answers(entry=one.entry_id)), one.question)}</li>"
        for one in part.suggestions
    )
    hints = "".join(map(_hint, part.articles))
    return (
        f'<h2 class="fq-h3">{t("answers.none" if part.status == "none" else "answers.declined")}</h2>'
        f"<p>{escape(part.answer)}</p><p>{escape(part.turn_to)}</p>"
        + (f"<h3 class='fq-h4'>{t('answers.near')}</h3><ul>{near}</ul>" if near else "")
        + (f"<h3 class='fq-h4'>{t('answers.hints')}</h3>{hints}" if hints else "")
    )


def _hint(hint: ArticleHint) -> str:
    name = link(f"?doc={hint.document_id}", t("answers.article", law=hint.law, article=hint.article))
    told = f"{t('answers.gist') if hint.gist else ''}{hint.text}"
    return f'<p class="fq-rule">{name}<small>{escape(hint.version)}</small><br>{escape(told)}</p>'


def consult_html(answer: Answer) -> str:
    """Who to ask next, with the way there; nothing where the question was none for the experts."""
    if all(part.status == "declined" for part in answer.parts):
        return ""
    address = url_of(
        "consults", tab="ask", about=answer.question[:200], types=",".join(answer.consult.dispute_types)
    )
    return (
        f'<p class="fq-actions"><span>{escape(answer.consult.why)}</span>'
        f"{link(address, t('answers.consult'), 'fq-copy')}</p>"
    )


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)

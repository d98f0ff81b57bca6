"""One article: its text or gist, and what cites it."""

import datetime as dt
import re
from collections.abc import Iterable

from corpora.citations import find_statutes
from corpora.model import Document, Kind
from corpora.text.numerals import chinese_to_int
from corpora.vocab import laws
from corpora.vocab.laws import clean_law_name
from indexer.engine.filters import And, Eq, In, Not
from indexer.engine.protocol import LexicalQuery
from indexer.viewer import Viewer
from office.bank import Entry
from search_api.browse.versions import Version, version_on
from search_api.frozen import Frozen
from search_api.retrieval import today as clock
from search_api.retrieval.context import Context
from search_api.retrieval.errors import DocumentNotFound, QueryError
from search_api.retrieval.models import Rule
from search_api.retrieval.rows import tier_of
from search_api.retrieval.rules import date_of, rule, versions
from search_api.retrieval.similarity import statute_label

_NUMBER = re.compile(
    r"第?(\d{1,4}|[一二三四五六七八九十百千零〇]{1,9})条?(?:(?:之|-)(\d{1,2}|[一二三四五六七八九十]{1,3}))?"
)
_RULES = In("kind", (Kind.STATUTE.value, Kind.POLICY.value))
MOST_RULES = 1_000
"""Articles and policies citing one article that are told from cases."""


class CitingCase(Frozen):
    """A document that cites the article."""

    id: str
    """Id of the document."""
    title: str
    """Its title."""
    kind: str
    """Its kind."""
    tier: str
    """Authority under 法发〔2020〕24号 art. 4; practice for mediation."""
    court: str
    """Court, mediation organisation or regulator."""
    date: str | None
    """Its date, ISO."""
    outcome: str
    """Normalised outcome."""
    dispute_types: list[str]
    """Codes of its dispute types."""
    fictional: bool
    """Made-up sample material."""


class AnswerLink(Frozen):
    """A standard answer that rests on the article."""

    id: str
    """Id of the entry."""
    question: str
    """Its question."""
    short_answer: str
    """Its answer in a line."""


class StatutePage(Frozen):
    """An article with the cases that cite it."""

    rule: Rule
    """The article; `cited_by` counts what the viewer may see."""
    full_text: str
    """Its whole text or gist; empty when the library holds neither."""
    versions: list[Version]
    """What the library holds of it, newest first; the one of `rule` among them."""
    later: bool
    """Whether the version shown is of after the day that was asked for, because no earlier one is held."""
    filter: str
    """Filter of a search for everything that cites it."""
    answers: list[AnswerLink]
    """Standard answers in force that rest on it."""
    kinds: dict[str, int]
    """Citing documents by kind."""
    outcomes: dict[str, int]
    """Citing cases by outcome; unknown outcomes left out."""
    items: list[CitingCase]
    """Citing documents of this page, newest first."""
    total: int
    """Citing documents altogether."""
    next_cursor: str | None
    """Cursor of the next page; null on the last page."""


def statute_key(law: str, article: str) -> str:
    """``law#article`` from names and numbers as people write them: 证券法, 第八十五条; 刑法, 133-1.

    Raises:
        QueryError: not a number of an article.
    """
    match = _NUMBER.fullmatch("".join(article.split()))
    if match is None:
        raise QueryError(f"“{article[:20]}”不是条文序号，应写成 85、85-1 或 第八十五条", "article")
    number, suffix = _integer(match[1]), _integer(match[2]) if match[2] else 0
    if not number:
        raise QueryError(f"“{article[:20]}”不是条文序号，应写成 85、85-1 或 第八十五条", "article")
    name = laws().resolve(law) or clean_law_name(law)
    # Written out, the citation finder knows which law a former or shortened name means.
    named = next((s for s in find_statutes(f"《{name}》第{number}条") if s.article == number), None)
    full = named.law if named and named.law else name
    return f"{full}#{number}" + (f"-{suffix}" if suffix else "")


def statute_page(
    context: Context,
    key: str,
    viewer: Viewer,
    *,
    entries: Iterable[Entry] = (),
    on: dt.date | None = None,
    start: int = 0,
    limit: int = 20,
) -> StatutePage:
    """What is held of an article, what cites it, and which standard answers rest on it.

    Args:
        entries: Published entries of the bank of standard answers.
        on: The day whose version is wanted, such as that of the judgment that cites it; ``None``: the newest.

    Raises:
        DocumentNotFound: neither the article nor anything that cites or rests on it is there for this viewer.
    """
    library, engine = context.workspace.library, context.workspace.engine
    cites = Eq("statute", key)
    rules_only = engine.lexical(LexicalQuery(), viewer=viewer, filter=And((cites, _RULES)), limit=MOST_RULES)
    no_cases = {hit.id for hit in rules_only.hits}
    citing = [id for id in library.citing(key, viewer) if id not in no_cases]
    held = versions(context, key, viewer)
    shown = version_on(held, on)
    found = rule(context, key, viewer, article=shown, cited_by=len(citing))
    answers = [
        AnswerLink(id=e.id, question=e.question, short_answer=e.short_answer)
        for e in entries
        if e.in_force(clock.today()) and any(basis.key == key for basis in e.articles)
    ]
    if not (found.document_id or citing or answers):
        raise DocumentNotFound(f"本库没有{statute_label(key)}，也没有援引它的案例", "article")
    counted = engine.facets(["kind", "outcome"], viewer=viewer, filter=And((cites, Not(_RULES))), limit=50)
    end = start + limit
    return StatutePage(
        rule=found,
        full_text=shown.text if shown else "",
        versions=[Version(document_id=d.id, date=date_of(d), gist=d.is_gist) for d in held],
        later=bool(on and shown and shown.date and shown.date > on),
        filter=f"statute={key}",
        answers=answers,
        kinds=dict(counted["kind"]),
        outcomes=dict(counted["outcome"]),
        items=[_citing(d) for d in context.documents(citing[start:end], viewer).values()],
        total=len(citing),
        next_cursor=str(end) if end < len(citing) else None,
    )


def _citing(document: Document) -> CitingCase:
    return CitingCase(
        id=document.id,
        title=document.title,
        kind=document.kind.value,
        tier=tier_of(document).value,
        court=document.court.name if document.court else "",
        date=document.date.isoformat() if document.date else None,
        outcome=document.outcome,
        dispute_types=list(document.dispute_types),
        fictional=document.fictional,
    )


def _integer(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_to_int(text) or 0)

"""The knowledge base and the bank searched together."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, Field

from indexer.analysis import default_analyzer
from office.bank import Entry
from search_api.answers.lexical import Lexical
from search_api.knowledge.forms import forms
from search_api.knowledge.guides import guides


class Found(BaseModel):
    """One hit."""

    kind: Literal["entry", "guide", "form"] = Field(description="标准问答, 工作指引 or 示范文书.")
    id: str = Field(description="Its id.")
    title: str = Field(description="Question of the entry, or title.")
    text: str = Field(description="Short answer, point of the guide, or what the document is for.")
    note: str = Field(default="", description="How and when an entry was checked.")
    score: float = Field(description="BM25, higher is better.")


def search(query: str, entries: Sequence[Entry], limit: int = 20) -> list[Found]:
    """Entries, points of guides and model documents for some words, best first; nothing for no words."""
    if not any(map(str.isalnum, query)):
        return []
    items, index = _index(tuple(entries))
    scores = index.scores(_terms(query)).tolist()
    ranked = sorted(enumerate(scores), key=lambda pair: (-pair[1], pair[0]))[:limit]
    return [items[n].model_copy(update={"score": round(float(s), 4)}) for n, s in ranked if s > 0]


@lru_cache(maxsize=2)
def _index(entries: tuple[Entry, ...]) -> tuple[list[Found], Lexical]:
    """What can be found, with its words; made once for a bank."""
    items = [
        Found(kind="entry", id=e.id, title=e.question, text=e.short_answer, note=e.review_note, score=0.0)
        for e in entries
    ]
    texts = ["\n".join((e.question, *e.variants, e.short_answer, e.full_answer)) for e in entries]
    for guide in guides():
        for point in guide.points:
            items.append(Found(kind="guide", id=guide.id, title=guide.title, text=point.text, score=0.0))
            texts.append(f"{guide.step} {guide.title} {point.text}")
    for form in forms():
        items.append(Found(kind="form", id=form.id, title=form.title, text=form.about, score=0.0))
        texts.append(f"{form.title} {form.title} {form.about} 示范文书 模板 范本")
    return items, Lexical([_terms(text) for text in texts])


def _terms(text: str) -> list[str]:
    analyzer = default_analyzer()
    words = [term for term in analyzer.terms(text) if term not in analyzer.stop_words]
    return words + [f"~{pair}" for pair in analyzer.query_bigrams(text)]

"""Standard answers: ask, browse, say whether it helped."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Path, Query

from corpora.vocab.disputes import dispute_types
from office.answers import records
from office.answers.errors import unknown
from office.answers.records import Shown
from office.bank import Entry
from office.identity import Actor
from office.store import Office
from search_api.answers import Answer, AnswerRequest
from search_api.http.answer_views import EntryView, FeedbackBody, Topic
from search_api.http.answering import AnsweringNow
from search_api.http.routes.desk_rows import Cursor, Limit, page_of
from search_api.http.state import ActorNow, OfficeNow
from search_api.http.views import Page
from search_api.knowledge import Found, search

router = APIRouter(tags=["answers"])
EntryId = Annotated[str, Path(pattern=r"^[A-Z]{2}-\d{3,6}$", description="Id of the entry.")]


@router.get("/answers", summary="Ask for a standard answer")
def ask_by_words(
    answering: AnsweringNow,
    office: OfficeNow,
    actor: ActorNow,
    q: Annotated[str, Query(min_length=1, max_length=2_000, description="The question.")],
    day: Annotated[dt.date | None, Query(description="Day on which the rule should hold.")] = None,
    cases: Annotated[int, Query(ge=0, le=10, description="Most precedents on each side.")] = 3,
) -> Answer:
    """As `fengqiao ask --json`; what was answered is kept, the question redacted."""
    return _ask(answering, office, actor, AnswerRequest(question=q, day=day, cases=cases))


@router.post("/answers", summary="Ask, with the case at hand")
def ask(answering: AnsweringNow, office: OfficeNow, actor: ActorNow, body: AnswerRequest) -> Answer:
    """For a question that refers to a case: its text is read with the question and not kept."""
    return _ask(answering, office, actor, body)


def _ask(answering: AnsweringNow, office: Office, actor: Actor, request: AnswerRequest) -> Answer:
    answer = answering[0].ask(request, actor.viewer)
    shown = [
        Shown(
            question=part.question,
            entry_id=part.entry_id,
            version=part.entry_version,
            confidence=part.confidence,
            unanswered=part.status == "none",
            dispute_type=next(iter(part.dispute_types), ""),
            nearest=part.suggestions[0].entry_id if part.suggestions else "",
        )
        for part in answer.parts
    ]
    with office.session() as session:
        number = records.keep(session, actor, request.question, answer.day, shown)
    return answer.model_copy(update={"record_id": number})


@router.get("/answers/topics", summary="Topics of the bank")
def topics(answering: AnsweringNow) -> list[Topic]:
    """Dispute types with the number of published entries, in the order of the vocabulary."""
    entries = answering[1].entries
    found = []
    for kind in dispute_types().all():
        count = sum(kind.code in entry.dispute_types for entry in entries)
        if count:
            found.append(Topic(code=kind.code, l1=kind.l1, label=kind.label, count=count))
    return found


@router.get("/answers/entries", summary="Published entries")
def entries(
    answering: AnsweringNow,
    type: Annotated[str, Query(max_length=10, description="Code of a dispute type; empty for all.")] = "",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Page[EntryView]:
    """By id; of a dispute type those first that are mainly about it."""
    bank = answering[1]
    rows = [entry for entry in bank.entries if not type or type in entry.dispute_types]
    rows.sort(key=lambda entry: (entry.dispute_types.index(type) if type else 0, entry.id))
    return page_of(rows, cursor, limit, lambda entry: _view(entry, bank.versions[entry.id]))


@router.get("/answers/entries/{id}", summary="A published entry")
def entry(answering: AnsweringNow, id: EntryId) -> EntryView:
    """The version shown to users now."""
    bank = answering[1]
    for one in bank.entries:
        if one.id == id:
            return _view(one, bank.versions[id])
    raise unknown(id)


@router.get("/answers/search", summary="Search bank, guides and model documents together")
def search_all(
    answering: AnsweringNow,
    q: Annotated[str, Query(min_length=1, max_length=500, description="Words.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits to return.")] = 20,
) -> list[Found]:
    """Best first."""
    return search(q, answering[1].entries, limit)


@router.post("/answers/feedback", summary="Say whether an answer helped", status_code=204)
def feedback(office: OfficeNow, actor: ActorNow, body: FeedbackBody) -> None:
    """Kept with the version that was shown."""
    with office.session() as session:
        records.give_feedback(session, actor, body.record_id, body.entry_id, body.helpful, body.comment)


def _view(entry: Entry, version: int) -> EntryView:
    labels = {code: kind.label for code in entry.dispute_types if (kind := dispute_types().get(code))}
    return EntryView(
        version=version,
        review_note=entry.review_note,
        labels=labels,
        basis=[basis.label for basis in entry.basis],
        entry=entry,
    )

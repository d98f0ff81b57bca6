"""Consults: ask, take up, answer, rate."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from corpora.vocab.disputes import dispute_types
from experts.calendar import china_day
from experts.consults import working
from experts.consults.asking import Attachment, Question, ask, second_opinion
from experts.consults.limits import Limits, limits, reminder, set_limits
from experts.consults.rights import require_seen, sees
from experts.consults.states import OPEN
from experts.recusal import Recusals
from experts.roster.keeping import load
from experts.roster.roster import Roster
from office.base import now
from office.consults import store
from office.consults.models import Consult
from office.identity import Actor
from office.sealing import Seal
from search_api.consults.papers import answer_paper
from search_api.consults.showing import row, whole
from search_api.consults.views import (
    AnswerBody,
    AskBody,
    AttachmentBody,
    ConsultRow,
    ConsultView,
    ExtendBody,
    LimitsBody,
    NoteBody,
    RatingBody,
    TakeBody,
)
from search_api.http.attachments import attachment, file_responses
from search_api.http.routes.desk_rows import Cursor, Limit, MemberNow, Number, page_of
from search_api.http.state import OfficeNow, SealNow, SearcherNow
from search_api.http.views import Page
from search_api.papers import to_docx
from search_api.retrieval import DocumentNotFound, Searcher
from search_api.retrieval.errors import QueryError

router = APIRouter(tags=["consults"])
Step = Annotated[
    Literal["pass", "return", "add", "withdraw"],
    Path(description="pass (to be assigned anew), return (to the asker for more facts), add, withdraw."),
]


@router.get("/consults", summary="Consults")
def consults(
    office: OfficeNow, seal: SealNow, actor: MemberNow,
    whose: Annotated[Literal["all", "mine", "routed"], Query(description="All you may read, asked by you, or routed to you.")]
    = "all",
    state: Annotated[str, Query(max_length=20, description="Only in this state; empty for all.")] = "",
    limit: Limit = 100, cursor: Cursor = None,
) -> Page[ConsultRow]:  # fmt: skip
    """Newest first: your own, those routed to you, as officer all of your organisation."""
    with office.reading() as session:
        found = store.consults(session, states=[state] if state else ())
        people = load(session, seal).by_person
    today = china_day(now())
    shown = [consult for consult in found if sees(actor, consult) and _whose(actor, consult, whose)]
    return page_of(shown, cursor, limit, lambda consult: row(consult, people, today))


@router.post("/consults", summary="Ask the experts", status_code=201)
def create(
    office: OfficeNow, seal: SealNow, searcher: SearcherNow, actor: MemberNow, body: AskBody
) -> ConsultView:
    """Redacted, routed to experts of the field without a conflict, with the time limits of your organisation."""
    if unknown := [code for code in body.types if dispute_types().get(code) is None]:
        raise QueryError(f"没有“{unknown[0]}”这种争议类型", "types")
    attached = tuple(_attachment(searcher, actor, one) for one in body.attachments)
    question = Question(body.title, body.question, tuple(body.types), attached)
    with office.session() as session:
        roster = load(session, seal, private=True)
        made = ask(session, actor, question, roster, Recusals.load(session, roster.firm_facts))
        return _view(session, seal, actor, made)


@router.get("/consults/reminders", summary="Consults that are due or late")
def reminders(
    office: OfficeNow, seal: SealNow, actor: MemberNow, limit: Limit = 100, cursor: Cursor = None
) -> Page[ConsultRow]:
    """Of those you may read: with a working day or less left, the latest first."""
    today = china_day(now())
    with office.reading() as session:
        found = [consult for consult in store.consults(session, states=OPEN) if sees(actor, consult)]
        people = load(session, seal).by_person
    due = [
        (r.working_days, consult)
        for consult in found
        if (r := reminder(consult, today)) and r.working_days <= 1
    ]
    ordered = [consult for _, consult in sorted(due, key=lambda pair: (pair[0], pair[1].id))]
    return page_of(ordered, cursor, limit, lambda consult: row(consult, people, today))


@router.get("/consults/limits", summary="Time limits of your organisation")
def get_limits(office: OfficeNow, actor: MemberNow) -> LimitsBody:
    """In working days; no law gives a number."""
    with office.reading() as session:
        found = limits(session, actor.organisation)
    return LimitsBody(
        organisation=actor.organisation, take_days=found.take_days, answer_days=found.answer_days
    )


@router.put("/consults/limits", summary="Set an organisation's time limits")
def put_limits(office: OfficeNow, actor: MemberNow, body: LimitsBody) -> LimitsBody:
    """For consults asked from now on; officers only."""
    with office.session() as session:
        set_limits(session, actor, body.organisation, Limits(body.take_days, body.answer_days))
    return body


@router.get("/consults/{number}", summary="A consult")
def consult(office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number) -> ConsultView:
    """The question, what came with it, answers, every step, and what you may do now."""
    with office.reading() as session:
        found = require_seen(actor, store.consult(session, number), number)
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/take", summary="Take a consult up")
def take(office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number, body: TakeBody) -> ConsultView:
    """By the expert, or by the officer for them; the time for the answer begins."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.take(session, actor, found, body.expert, load(session, seal))
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/steps/{name}", summary="Pass on, ask back, add, withdraw")
def step(
    office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number, name: Step, body: NoteBody
) -> ConsultView:
    """`pass` and `return` are the expert's, `add` and `withdraw` the asker's."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.step(session, actor, found, name, body.note)
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/extend", summary="More time for the answer")
def extend(
    office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number, body: ExtendBody
) -> ConsultView:
    """Working days from today; officers only."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.extend(session, actor, found, body.days, body.reason)
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/answers", summary="Answer a consult", status_code=201)
def answer(
    office: OfficeNow,
    seal: SealNow,
    searcher: SearcherNow,
    actor: MemberNow,
    number: Number,
    body: AnswerBody,
) -> ConsultView:
    """Every article and case cited is checked against the library; a later answer does not replace an earlier one."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.answer(
            session, actor, found, body.text, searcher,
            statutes=body.statutes, cases=body.cases, evaluation=body.evaluation,
        )  # fmt: skip
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/rating", summary="Rate the answer")
def rate(office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number, body: RatingBody) -> ConsultView:
    """By who asked."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.rate(session, actor, found, body.rating, body.note)
        return _view(session, seal, actor, found)


@router.post("/consults/{number}/second-opinion", summary="Ask other experts too", status_code=201)
def second(office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number, body: NoteBody) -> ConsultView:
    """A consult of its own, routed to others; they are not shown the first answer."""
    with office.session() as session:
        found = _locked(session, actor, number)
        roster = load(session, seal, private=True)
        conflicts = Recusals.load(session, roster.firm_facts)
        made = second_opinion(session, actor, found, body.note, roster, conflicts)
        return _view(session, seal, actor, made)


@router.post("/consults/{number}/proposal", summary="Propose the answer for the bank of standard answers")
def propose(office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number) -> ConsultView:
    """Its editors decide."""
    with office.session() as session:
        found = _locked(session, actor, number)
        working.propose(session, actor, found)
        return _view(session, seal, actor, found)


@router.get(
    "/consults/{number}/report", summary="An answer or neutral evaluation as .docx", response_class=Response,
    responses=file_responses("docx"),
)  # fmt: skip
def report(
    office: OfficeNow, seal: SealNow, actor: MemberNow, number: Number,
    answer: Annotated[int | None, Query(ge=1, description="Number of the answer; the latest by default.")] = None,
) -> Response:  # fmt: skip
    """With its basis and how far each article was checked."""
    with office.reading() as session:
        view = _view(session, seal, actor, require_seen(actor, store.consult(session, number), number))
    wanted = [one for one in view.answers if answer in (None, one.id)]
    if not wanted:
        raise DocumentNotFound(f"咨询{number}号还没有这一答复")
    paper = answer_paper(view, wanted[-1])
    return attachment(to_docx(paper), f"{paper.title}_{number}", "docx")


def _view(session: Session, seal: Seal, actor: Actor, found: Consult) -> ConsultView:
    roster: Roster = load(session, seal)
    return whole(session, found, roster, actor, china_day(now()))


def _locked(session: Session, actor: Actor, number: int) -> Consult:
    return require_seen(actor, store.consult(session, number, lock=True), number)


def _whose(actor: Actor, consult: Consult, whose: str) -> bool:
    if whose == "mine":
        return consult.asker == actor.name
    if whose == "routed":
        return actor.is_owner or actor.name.lower() in {
            id.lower() for id in (consult.expert, *consult.candidates) if id
        }
    return True


def _attachment(searcher: Searcher, actor: Actor, body: AttachmentBody) -> Attachment:
    if not body.document_id:
        return Attachment(body.title or "案情材料", body.text)
    document = searcher.document(body.document_id, actor.viewer)
    if document is None:
        raise DocumentNotFound(f"没有编号为“{body.document_id[:60]}”的文书，或者您无权查看")
    return Attachment(document.title, document.text, document.id)

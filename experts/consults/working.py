"""Working on a consult: taking it up, asking back, answering, rating, proposing."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from corpora.redact import redact
from experts.calendar import china_day
from experts.consults import citing
from experts.consults.asking import redacted
from experts.consults.errors import ConsultError
from experts.consults.evaluation import Evaluation
from experts.consults.limits import LONGEST, answer_due, reminder
from experts.consults.rights import manages, require_asker, require_expert
from experts.consults.states import OPEN, after
from experts.roster.roster import Roster
from office import audit
from office.base import now
from office.consults import store
from office.consults.models import Consult, ConsultAnswer
from office.identity import Actor

GOOD = 4
"""From this rating on an answer may be proposed for the bank of standard answers."""


def take(session: Session, actor: Actor, consult: Consult, expert: str, roster: Roster) -> None:
    """An expert takes it up; the time for the answer begins.

    Only those whom it was routed to were checked for recusal, with names that are not kept afterwards; so nobody else
    can take it, whoever names them.

    Raises:
        ConsultError: taken already, not this expert's, not routed to them, or not on the roster.
    """
    state = after(consult.state, "take")
    person = next((p for p in roster.people if p.id.lower() == expert.lower()), None)
    if person is None or person.state.state != "on_roster":
        raise ConsultError("名册中没有这位在册专家")
    require_expert(actor, consult, person.id)
    if person.id not in consult.candidates:
        raise ConsultError("这一咨询没有分派给这位专家；未经回避核对的人不能受理，也不能指定")
    consult.expert = person.id
    consult.answer_due = answer_due(china_day(now()), consult.answer_days)
    _move(session, actor, consult, "take", state, f"答复期限{consult.answer_due}")


def step(session: Session, actor: Actor, consult: Consult, name: str, note: str) -> None:
    """A step with words only: ``pass``, ``return`` (the expert's), ``add``, ``withdraw`` (the asker's).

    Raises:
        ConsultError: out of order, somebody else's step, or no words.
    """
    state = after(consult.state, name)
    if name in ("add", "withdraw"):
        require_asker(actor, consult)
    else:
        require_expert(actor, consult, consult.expert)
    if not note.strip():
        raise ConsultError("请写明内容或理由")
    if name == "pass":
        consult.candidates = [id for id in consult.candidates if id != consult.expert]
        consult.expert, consult.answer_due = "", None
    if name == "add":
        consult.answer_due = answer_due(china_day(now()), consult.answer_days)
    _move(session, actor, consult, name, state, redacted(note, {}))


def extend(session: Session, actor: Actor, consult: Consult, days: int, reason: str) -> None:
    """Give more working days for the answer, counted from today.

    Raises:
        ConsultError: out of order, not the officer, no reason, or a number outside 1 to 60.
    """
    state = after(consult.state, "extend")
    if not manages(actor, consult):
        raise ConsultError("只有专家库管理员可以延长期限")
    if not 1 <= days <= LONGEST or not reason.strip():
        raise ConsultError(f"请写明理由，延长1至{LONGEST}个工作日")
    consult.answer_due = answer_due(china_day(now()), days)
    _move(session, actor, consult, "extend", state, f"延至{consult.answer_due}：{redacted(reason, {})}")


def answer(
    session: Session,
    actor: Actor,
    consult: Consult,
    text: str,
    held: citing.Held,
    *,
    statutes: Sequence[str] = (),
    cases: Sequence[str] = (),
    evaluation: Evaluation | None = None,
) -> ConsultAnswer:
    """Answer, or answer again; statutes in the text are found by themselves, every citation is checked.

    Raises:
        BadCitation: a statute that is none, or a case that the library does not hold.
        ConsultError: out of order, somebody else's, or no text.
    """
    state = after(consult.state, "answer")
    require_expert(actor, consult, consult.expert)
    if not text.strip():
        raise ConsultError("请写明答复内容")
    whole = text if evaluation is None else "\n".join([text, *evaluation.texts])
    moment = now()
    row = ConsultAnswer(
        consult_id=consult.id,
        at=moment,
        who=actor.name,
        expert=consult.expert,
        text=redact(text.strip(), "numbers").text,
        basis=citing.basis(held, actor.viewer, whole, statutes),
        cases=citing.cases(held, actor.viewer, cases),
        evaluation=evaluation.model_dump() if evaluation else {},
    )
    store.add_answer(session, row)
    consult.answered = moment
    _move(session, actor, consult, "answer", state, f"引用法条{len(row.basis)}条、案例{len(row.cases)}件")
    return row


def rate(session: Session, actor: Actor, consult: Consult, rating: int, note: str) -> None:
    """The asker rates the answer, 1 to 5.

    Raises:
        ConsultError: out of order, somebody else's, or another number.
    """
    state = after(consult.state, "rate")
    require_asker(actor, consult)
    if not 1 <= rating <= 5:
        raise ConsultError("评分应为1至5分")
    consult.rating, consult.rating_note = rating, redacted(note, {})
    _move(session, actor, consult, "rate", state, f"{rating}分")


def propose(session: Session, actor: Actor, consult: Consult) -> None:
    """Propose the answer for the bank of standard answers; its editors decide.

    Raises:
        ConsultError: not answered, proposed already, or rated below 4 and not by the officer.
    """
    after(consult.state, "propose")
    if not manages(actor, consult):
        require_expert(actor, consult, consult.expert)
        if (consult.rating or 0) < GOOD:
            raise ConsultError(f"评分达到{GOOD}分后可以推荐；管理员可以直接推荐")
    if consult.proposed:
        raise ConsultError("已经推荐过")
    consult.proposed = now()
    _move(session, actor, consult, "propose", consult.state, "")


def remind(session: Session, actor: Actor, consults: Sequence[Consult], today: dt.date) -> list[Consult]:
    """Put a reminder on record for every consult that is due or late, once a day; returns those reminded now."""
    done = []
    for consult in consults:
        found = reminder(consult, today) if consult.state in OPEN else None
        if found is None or found.working_days > 1:
            continue
        if any(s.step == "remind" and china_day(s.at) == today for s in store.steps(session, consult.id)):
            continue
        _move(session, actor, consult, "remind", consult.state, found.text)
        done.append(consult)
    return done


def _move(session: Session, actor: Actor, consult: Consult, name: str, state: str, note: str) -> None:
    before, consult.state, consult.changed = consult.state, state, now()
    store.step(session, consult, actor, name, note)
    detail = {"from": before, "to": state}
    audit.record(session, actor, f"consult.{name}", "consult", consult.id, detail=detail)

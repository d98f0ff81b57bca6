"""Asking: texts redacted, the question classified, routed and dated."""

import datetime as dt
from collections.abc import MutableMapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from corpora.classify.decide import classify
from corpora.redact import redact
from experts.calendar import china_day
from experts.consults.errors import ConsultError, OutOfOrder
from experts.consults.limits import limits, take_due
from experts.consults.mentions import firms, mentioned
from experts.consults.rights import manages, require_asker
from experts.consults.routing import route
from experts.consults.states import after
from experts.matching.people import Conflicts
from experts.roster.roster import Roster
from office import audit
from office.base import now
from office.consults import store
from office.consults.models import Consult
from office.identity import Actor

LONGEST = 20_000
POLICY = "consult"
"""Redaction policy of what experts are shown."""
ATTACHED = 6_000
"""Characters kept of an attached case."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A case or search hit to go with the question, as it stands; it is redacted on the way."""

    title: str
    text: str
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks."""

    title: str
    text: str
    types: tuple[str, ...] = ()
    """Dispute type codes; read from the text where none are given."""
    attachments: tuple[Attachment, ...] = ()


def ask(
    session: Session,
    actor: Actor,
    question: Question,
    roster: Roster,
    conflicts: Conflicts,
    *,
    at: dt.datetime | None = None,
    parent: Consult | None = None,
) -> Consult:
    """Put a question to the experts.

    Args:
        session: In a transaction that may write.
        actor: Who asks.
        question: As written; names and numbers are replaced before anything is kept.
        roster: With private fields.
        conflicts: The check for recusal.
        at: When; now by default.
        parent: The consult of which this is a second opinion.

    Raises:
        ConsultError: no question, too long, or a second opinion that nobody is left to give.
    """
    if not question.title.strip() or not question.text.strip():
        raise ConsultError("请写明标题和问题")
    if len(question.text) > LONGEST:
        raise ConsultError(f"问题不能超过{LONGEST}字，请摘要后提问")
    moment = at or now()
    names: dict[str, str] = {}
    title, text = _together(question.title, question.text, names)
    attached = [(one.document_id, *_together(one.title, one.text, names)) for one in question.attachments]
    types = question.types or _types(text)
    # A second opinion repeats redacted texts: only who was checked against the names of the first may be asked.
    among = [id for id in parent.candidates if id != parent.expert] if parent else None
    parts: tuple[Question | Attachment, ...] = (question, *question.attachments)
    raw = [words for part in parts for words in (part.title, part.text)]
    told = tuple(dict.fromkeys((*mentioned(roster, *raw), *names, *firms(*raw))))
    found = route(text, types, roster, conflicts, china_day(moment), names=told, among=among)
    if parent and not found:
        raise ConsultError("首次分派的专家中没有其他可以提出意见的人；请作为新的咨询提问")
    allowed = limits(session, actor.organisation)
    consult = Consult(
        at=moment,
        changed=moment,
        asker=actor.name,
        organisation=actor.organisation,
        title=title[:200],
        question=text,
        types=list(types),
        state="asked",
        candidates=[candidate.id for candidate in found],
        expert="",
        parent_id=parent.id if parent else None,
        taken_due=take_due(china_day(moment), allowed.take_days),
        answer_days=allowed.answer_days,
        rating_note="",
    )
    store.add(session, consult)
    for document_id, heading, body in attached:
        store.attach(session, consult, document_id, heading, body[:ATTACHED])
    note = f"分派给{len(found)}位专家" if found else "名册中没有可以分派的专家，充实名册后请撤回并重新提问"
    store.step(session, consult, actor, "ask", note)
    detail = {"types": list(types), "experts": consult.candidates, "attachments": len(question.attachments)}
    audit.record(session, actor, "consult.ask", "consult", consult.id, detail=detail)
    return consult


def second_opinion(
    session: Session, actor: Actor, consult: Consult, reason: str, roster: Roster, conflicts: Conflicts
) -> Consult:
    """Ask other experts the same; the first answer stays as it is, and is not shown to them.

    Raises:
        ConsultError: no reason, not yet answered, somebody else's consult, or none of the first experts left.
    """
    if not manages(actor, consult):
        require_asker(actor, consult)
    after(consult.state, "second")
    if not reason.strip():
        raise ConsultError("请写明另请专家的理由")
    if store.children(session, consult.id):
        raise OutOfOrder("已经另请专家提出意见，请等待答复")
    attached = tuple(
        Attachment(a.title, a.text, a.document_id) for a in store.attachments(session, consult.id)
    )
    question = Question(
        f"（第二意见）{consult.title}"[:200], consult.question, tuple(consult.types), attached
    )
    made = ask(session, actor, question, roster, conflicts, parent=consult)
    store.step(session, consult, actor, "second", redacted(reason, {}))
    return made


def redacted(text: str, names: MutableMapping[str, str]) -> str:
    """The text with names and numbers replaced; one mapping keeps all texts of a consult alike."""
    return redact(text, POLICY, names).text


def _together(title: str, text: str, names: MutableMapping[str, str]) -> tuple[str, str]:
    """Title and text redacted as one; whoever the text tells of is replaced in the title wherever it stands."""
    first, _, rest = redacted(f"{' '.join(title.split())}\n{text}", names).partition("\n")
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            first = first.replace(name, names[name])
    return first, rest


def _types(text: str) -> tuple[str, ...]:
    found = classify(text)
    return (found.l2,) if found.l2 else ()

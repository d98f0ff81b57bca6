"""Time limits of consults by organisation, reminders of what becomes due."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from experts.calendar import deadline, due, work_calendar
from experts.consults.errors import ConsultError, NotYours
from office import audit
from office.consults import store
from office.consults.models import Consult
from office.identity import Actor

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """Working days for taking up and for answering; no law gives a number."""

    take_days: int
    answer_days: int


def limits(session: Session, organisation: str) -> Limits:
    """Those of an organisation, else the defaults."""
    row = store.setting(session, organisation)
    if row:
        return Limits(row.take_days, row.answer_days)
    return Limits(deadline("consult_taken").limit, deadline("consult_answered").limit)


def set_limits(session: Session, actor: Actor, organisation: str, new: Limits) -> None:
    """Set an organisation's limits; consults already asked keep theirs.

    Raises:
        NotYours: no officer of this organisation.
        ConsultError: a number outside 1 to 60.
    """
    if not actor.has("officer") or (
        actor.organisation and not actor.is_owner and actor.organisation != organisation
    ):
        raise NotYours("只有本单位的专家库管理员可以设定期限")
    if not all(1 <= days <= LONGEST for days in (new.take_days, new.answer_days)):
        raise ConsultError(f"期限应为1至{LONGEST}个工作日")
    store.put_setting(session, actor, organisation, new.take_days, new.answer_days)
    detail = {"organisation": organisation, "take_days": new.take_days, "answer_days": new.answer_days}
    audit.record(session, actor, "consult.limits", "organisation", organisation, detail=detail)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A consult that is late or becomes due."""

    consult: Consult
    kind: Literal["take", "answer"]
    last_day: dt.date
    working_days: int
    """Working days left; 0 on the last day, negative when late."""
    provisional: bool

    @property
    def text(self) -> str:
        """In Chinese, for people."""
        what = "受理" if self.kind == "take" else "答复"
        if self.working_days < 0:
            return f"{what}已逾期{-self.working_days}个工作日（应于{self.last_day}前{what}）"
        when = "今天截止" if self.working_days == 0 else f"还剩{self.working_days}个工作日"
        return f"{what}{when}（{self.last_day}）"


def reminder(consult: Consult, today: dt.date) -> Reminder | None:
    """What is due of an open consult; ``None`` where nothing is."""
    if consult.state == "asked":
        return _reminder(consult, "take", consult.taken_due, today)
    if consult.state == "taken" and consult.answer_due:
        return _reminder(consult, "answer", consult.answer_due, today)
    return None


def _reminder(consult: Consult, kind: Literal["take", "answer"], last: dt.date, today: dt.date) -> Reminder:
    days = work_calendar()
    return Reminder(consult, kind, last, days.between(today, last), not days.known(last))


def answer_due(start: dt.date, days: int) -> dt.date:
    """Last day of the answer for a consult taken up on ``start``."""
    return due("consult_answered", start, days).last_day


def take_due(start: dt.date, days: int) -> dt.date:
    """Last day of taking up for a consult asked on ``start``."""
    return due("consult_taken", start, days).last_day

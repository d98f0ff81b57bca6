"""The course of an appointment: consent, referral, the parties' choice or the organisation's, close.

Rules of the course:

- nothing is referred before every party has agreed (法办〔2021〕313号: the parties' consent is asked for before 委派/委托);
- the parties choose from the roster together, else the organisation or the court appoints (特邀调解规定 art. 12);
- a party that does not accept the appointment counts as not agreeing to mediation (art. 12);
- with good reason a party may ask for another mediator (art. 13);
- several mediators only with one who presides (art. 13).

Meetings are half days on which everybody who serves is free.
"""

import datetime
from typing import Any, Literal

from pydantic import Field, ValidationError

from experts.matching.faults import ConsentMissing, MatchingError, StepOutOfOrder
from experts.matching.strike import Ballot, check_ballot, tally
from experts.roster.parts import Part
from experts.roster.person import Half
from office.roster.models import MatterState

StateName = MatterState
Way = Literal["agreed", "ranked", "appointed"]
STATES: dict[StateName, str] = {
    "consent": "征求同意", "refused": "不同意调解", "referred": "待选定", "selected": "已选定", "closed": "已办结",
}  # fmt: skip
WAYS: dict[Way, str] = {"agreed": "当事人共同选定", "ranked": "划选排序产生", "appointed": "机构指定"}
FORMS = ("书面", "在线", "口头记入笔录")
OUTCOMES = {
    "agreed": "达成协议", "withdrawn": "和解撤回", "refused": "一方拒绝", "unreachable": "联系不上",
    "expired": "期满未成", "unsigned": "一方拒签", "suspended": "中止（疑似虚假调解）", "transferred": "转仲裁或诉讼",
}  # fmt: skip


class Selection(Part):
    """Who was selected, and in which way; ``presiding`` is one of ``people``."""

    people: tuple[str, ...]
    """Numbers of the people selected."""
    presiding: str
    """Number of the one who presides (主持)."""
    way: Way
    """agreed (当事人共同选定), ranked (划选排序产生) or appointed (机构指定)."""
    reason: str = ""
    """Why the organisation appointed; empty for other ways."""


class Meeting(Part):
    """A half day booked for a matter (调解时间)."""

    day: datetime.date
    """The day."""
    half: Half
    """am or pm."""


class Course(Part):
    """Where a matter stands; parties by their number in the dispute, people by id."""

    parties: int
    """How many parties there are; each is called by its place in the dispute, from 0."""
    listed: tuple[str, ...]
    """Candidates of the match, in their drawn order."""
    seed: str
    """Seed of the lot that breaks ties between ballots."""
    state: StateName = "consent"
    """consent (征求同意), refused (不同意调解), referred (待选定), selected (已选定) or closed (已办结)."""
    consents: dict[int, bool] = Field(default_factory=dict)
    """Whether a party agreed to mediation, by its place; those not yet asked are left out."""
    organisation: str = ""
    """Number of the organisation the matter was referred to; empty before."""
    picks: dict[int, str] = Field(default_factory=dict)
    """Whom a party picked, by its place."""
    ballots: dict[int, Ballot] = Field(default_factory=dict)
    """What a party struck and ranked, by its place."""
    gone: tuple[str, ...] = ()
    """People who declined, were replaced or objected to."""
    selection: Selection | None = None
    """Who serves; null while nobody does."""
    meetings: tuple[Meeting, ...] = ()
    """Half days booked, earliest first; those of people who left are given up."""
    outcome: str = ""
    """Code of how it ended, such as agreed (达成协议); empty before."""

    @property
    def open_list(self) -> tuple[str, ...]:
        """Candidates who are still to be had."""
        return tuple(id for id in self.listed if id not in self.gone)

    def after(self, step: str, detail: dict[str, Any]) -> "Course":
        """Where the matter stands after a step.

        Raises:
            MatchingError: the step cannot be taken now.
        """
        taken = getattr(self, f"_{step}", None) if step in STEPS else None
        if taken is None:
            raise MatchingError(f"没有“{step[:20]}”这一步")
        following: Course = taken(**detail)
        return following

    def _consent(self, party: int, given: bool, form: str = "") -> "Course":
        self._need("consent")
        self._party(party)
        if given and form not in FORMS:
            raise MatchingError(f"请写明同意的形式：{'、'.join(FORMS)}")
        consents = {**self.consents, party: given}
        return self._with(consents=consents, state="consent" if given else "refused")

    def _refer(self, organisation: str) -> "Course":
        self._need("consent")
        silent = [party for party in range(self.parties) if not self.consents.get(party)]
        if silent or not self.parties:
            raise ConsentMissing("尚未取得全部当事人同意，不能委派、委托或转交调解组织")
        return self._with(organisation=organisation, state="referred")

    def _pick(self, party: int, person: str) -> "Course":
        self._need("referred")
        self._party(party)
        if person in self.gone:
            raise MatchingError("这位人员已退出本案，请另选")
        following = self._with(picks={**self.picks, party: person})
        if len(following.picks) == self.parties and len(set(following.picks.values())) == 1:
            return following._select(Selection(people=(person,), presiding=person, way="agreed"))
        return following

    def _ballot(self, party: int, struck: list[str], ranked: list[str]) -> "Course":
        self._need("referred")
        self._party(party)
        if party in self.ballots:
            raise StepOutOfOrder("该方已经提交过划选单，不能重复提交")
        ballot = Ballot(tuple(struck), tuple(ranked))
        check_ballot(ballot, self.open_list)
        following = self._with(ballots={**self.ballots, party: ballot})
        if len(following.ballots) < self.parties:
            return following
        votes = {str(number): vote for number, vote in following.ballots.items()}
        chosen = tally(votes, following.open_list, self.seed).chosen
        if chosen is None:
            return following
        return following._select(Selection(people=(chosen,), presiding=chosen, way="ranked"))

    def _appoint(self, people: list[str], presiding: str, reason: str) -> "Course":
        self._need("referred")
        if not reason.strip():
            raise MatchingError("机构指定须写明理由，例如当事人协商不成")
        if not people or len(set(people)) != len(people):
            raise MatchingError("请指定至少一名人员，且不重复")
        if presiding not in people:
            raise MatchingError("多名调解员共同调解的，须指定其中一名主持")
        if again := [id for id in people if id in self.gone]:
            raise MatchingError(f"{'、'.join(again)} 已退出本案，不能再指定")
        return self._select(
            Selection(people=tuple(people), presiding=presiding, way="appointed", reason=reason.strip())
        )

    def _object(self, party: int, reason: str) -> "Course":
        """A party does not accept who was appointed."""
        self._need("selected")
        self._party(party)
        if self.selection is None or self.selection.way != "appointed":
            raise StepOutOfOrder("当事人自己选定的人员，可以有正当理由申请更换")
        return self._with(state="refused")

    def _replace(self, person: str, reason: str) -> "Course":
        """Somebody declines, withdraws, or is replaced for good reason; the choice begins anew without them."""
        self._need("selected")
        if not reason.strip():
            raise MatchingError("更换须写明正当理由")
        if self.selection is None or person not in self.selection.people:
            raise MatchingError("这位人员没有承办本案")
        return self._with(
            state="referred", selection=None, picks={}, ballots={}, gone=(*self.gone, person), meetings=()
        )

    def _meet(self, day: str, half: str) -> "Course":
        """A half day is booked for the matter."""
        self._need("selected")
        meeting = _meeting(day, half)
        if meeting in self.meetings:
            raise StepOutOfOrder("本案已经约定这个时间")
        return self._with(meetings=tuple(sorted((*self.meetings, meeting), key=lambda m: (m.day, m.half))))

    def _cancel(self, day: str, half: str) -> "Course":
        """A booked half day is given up."""
        self._need("selected")
        meeting = _meeting(day, half)
        if meeting not in self.meetings:
            raise MatchingError("本案没有约定这个时间")
        return self._with(meetings=tuple(m for m in self.meetings if m != meeting))

    def _drop(self, person: str) -> "Course":
        """Somebody on the list may no longer serve; what the parties wrote about them falls away."""
        self._need("referred")
        ballots = {
            party: Ballot(
                tuple(id for id in vote.struck if id != person),
                tuple(id for id in vote.ranked if id != person),
            )
            for party, vote in self.ballots.items()
        }
        picks = {party: id for party, id in self.picks.items() if id != person}
        return self._with(gone=(*self.gone, person), ballots=ballots, picks=picks)

    def _close(self, outcome: str, on: str, type: str = "") -> "Course":
        self._need("selected")
        if outcome not in OUTCOMES:
            raise MatchingError(f"结案方式应为：{'、'.join(OUTCOMES.values())}")
        return self._with(state="closed", outcome=outcome)

    def _select(self, selection: Selection) -> "Course":
        return self._with(selection=selection, state="selected")

    def _need(self, state: StateName) -> None:
        if self.state != state:
            raise StepOutOfOrder(f"现在的状态是“{STATES[self.state]}”，这一步要在“{STATES[state]}”时进行")

    def _party(self, party: int) -> None:
        if not 0 <= party < self.parties:
            raise MatchingError("没有这一方当事人")

    def _with(self, **values: Any) -> "Course":
        return self.model_copy(update=values)


STEPS = (
    "consent", "refer", "pick", "ballot", "appoint", "meet", "cancel", "object", "replace", "drop", "close",
)  # fmt: skip


def _meeting(day: str, half: str) -> Meeting:
    """A half day as a step names it.

    Raises:
        MatchingError: it is none.
    """
    try:
        return Meeting.model_validate({"day": day, "half": half})
    except ValidationError:
        raise MatchingError("请写明日期（如 2026-01-31）和上午 am 或下午 pm") from None


def named(step: str, detail: dict[str, Any]) -> tuple[str, ...]:
    """People whom a step would put in charge, and who must be fit to serve at that moment."""
    if step == "pick":
        return (str(detail.get("person", "")),)
    return tuple(map(str, detail.get("people", ()))) if step == "appoint" else ()

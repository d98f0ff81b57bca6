"""Organisations first, then people within them."""

import datetime
from collections import Counter
from collections.abc import Sequence

from experts.matching.dispute import PURPOSES, Dispute
from experts.matching.drawing import drawn, new_seed
from experts.matching.expertise import Precedent
from experts.matching.organisations import weigh_organisation
from experts.matching.panel import HARD, propose_panels
from experts.matching.people import Conflicts, weigh
from experts.matching.results import Bar, Barred, Candidate, MatchResult
from experts.matching.rules import rules
from experts.roster.agenda import Agenda
from experts.roster.roster import Roster

_ADVICE = {
    Bar.LOAD: "等在办案件办结，或调整在办上限",
    Bar.PLACE: "征得当事人同意后改为在线调解",
    Bar.LANGUAGE: "另请翻译，去掉语言要求后重新匹配",
    Bar.FIELD: "放宽纠纷类型，或请其他机构协助",
    Bar.TERM: "由机构办理续聘",
    Bar.CONFLICT: "由其他机构办理",
}


def match(
    dispute: Dispute,
    roster: Roster,
    conflicts: Conflicts,
    *,
    on: datetime.date,
    seed: str = "",
    organisations: Sequence[str] = (),
    precedents: Sequence[Precedent] = (),
    count: int = 5,
    agenda: Agenda | None = None,
) -> MatchResult:
    """Candidates for a dispute.

    Organisations are weighed first; people come from those of the best grade, then of the next, until there are three.
    For experts who advise, evaluate or assess, the organisation does not matter, and all are looked at.

    Args:
        dispute: Where it has no types, they are read from its text.
        roster: With private fields, which the check for recusal needs.
        conflicts: The check for recusal.
        on: The day of the appointment.
        seed: Of the lot; empty draws a new one.
        organisations: Only people of these, as when the parties agreed on one.
        precedents: Similar mediation records of the library.
        count: People listed at most; at least three.
        agenda: Half days set and booked; without it the weekly pattern.
    """
    dispute = dispute.with_types()
    seed = seed or new_seed()
    weighed = [weigh_organisation(o, roster.people_of(o.id), dispute, on) for o in roster.organisations]
    offered = drawn((w for w in weighed if isinstance(w, Candidate)), seed)
    names = {o.id: o.name for o in roster.organisations}
    least = int(rules().limits["candidates"])
    batches = _batches(dispute, roster, offered, organisations)
    found: list[Candidate] = []
    barred: list[Barred] = []
    for batch in batches:
        for person in (p for p in roster.people if p.organisation in batch):
            name = names.get(person.organisation, "")
            weighing = weigh(person, name, dispute, on, conflicts, precedents, agenda)
            found.append(weighing) if isinstance(weighing, Candidate) else barred.append(weighing)
        if len(found) >= least:
            break
    ordered = drawn(found, seed)
    panels = propose_panels(ordered, roster.by_person, dispute.types) if dispute.procedure == HARD else ()
    barred_organisations = [w for w in weighed if isinstance(w, Barred)]
    return MatchResult(
        dispute=dispute,
        on=on,
        seed=seed,
        organisations=tuple(offered),
        people=tuple(ordered[: max(count, least)]),
        barred=(*barred, *barred_organisations),
        panels=panels,
        shortfall=_shortfall(dispute, found, barred, least),
        notes=_notes(dispute, ordered, count, least),
    )


def _batches(
    dispute: Dispute, roster: Roster, offered: Sequence[Candidate], chosen: Sequence[str]
) -> list[frozenset[str]]:
    """Organisations in the order in which their people are looked at: grade by grade."""
    if chosen:
        return [frozenset(chosen)]
    if dispute.purpose != "mediate":
        return [frozenset(o.id for o in roster.organisations) | {""}]
    return [frozenset(c.id for c in offered if c.grade == grade.name) for grade in rules().grades]


def _shortfall(dispute: Dispute, found: Sequence[Candidate], barred: Sequence[Barred], least: int) -> str:
    if len(found) >= least:
        return ""
    counts = Counter(one.bar for one in barred if one.bar is not Bar.ROLE)
    why = "，".join(f"{bar.value}{count}人" for bar, count in counts.most_common())
    advice = "；".join(_ADVICE[bar] for bar, _ in counts.most_common() if bar in _ADVICE)
    text = f"符合条件、可以{PURPOSES[dispute.purpose]}的只有{len(found)}人，不足{least}人"
    return (
        text
        + (f"（{why}）" if why else "（所选机构没有这类人员）")
        + (f"。可以：{advice}。" if advice else "。")
    )


def _notes(dispute: Dispute, ordered: Sequence[Candidate], count: int, least: int) -> tuple[str, ...]:
    notes = []
    if not dispute.types:
        notes.append("未能确定纠纷类型，未按专业筛选；请指定纠纷类型后重新匹配。")
    if len(ordered) > max(count, least):
        notes.append(f"共有{len(ordered)}人符合条件，按档次和抽签次序列出前{max(count, least)}人。")
    return tuple(notes)

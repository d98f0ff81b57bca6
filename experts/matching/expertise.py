"""Expertise: dispute types with their trades, cases closed, similar records handled, words of the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experts.matching.dispute import Dispute
from experts.matching.results import Reason
from experts.matching.rules import rules
from experts.roster.fields import field_label, trade_of, trades
from experts.roster.person import Person, Record
from indexer.analysis.analyzer import default_analyzer


@dataclass(frozen=True, slots=True)
class Precedent:
    """A mediation record of the library that is similar to the dispute, and who handled it."""

    id: str
    title: str
    organisation: str
    mediators: tuple[str, ...]


def field_reason(types: Sequence[str], fields: Sequence[str], points: Mapping[str, int]) -> Reason | None:
    """The best that the fields are worth for the dispute's types; ``None`` where they have nothing in common."""
    exact = [code for code in types if code in fields]
    if exact:
        return _field(f"专业领域含“{field_label(exact[0])}”（{exact[0]}）", points["field_exact"])
    wanted = {trade_of(code): code for code in reversed(types)}
    whole = [trade for trade in wanted if trade in fields]
    if whole:
        return _field(f"专业领域为{whole[0]}行业", points["field_trade"])
    siblings = [code for code in fields if trade_of(code) in wanted and code not in trades()]
    if siblings:
        return _field(f"同行业专业领域“{field_label(siblings[0])}”（{siblings[0]}）", points["field_sibling"])
    return None


def record_reason(types: Sequence[str], record: Record) -> Reason | None:
    """Cases of the dispute's types closed so far; how they ended does not count."""
    table, limits = rules().people, rules().limits
    counts = {code: record.closed.get(code, 0) for code in types}
    best = max(counts, key=lambda code: counts[code], default="")
    count = counts.get(best, 0)
    if count == 0:
        return None
    step = "many" if count >= limits["record_many"] else "some" if count >= limits["record_some"] else "few"
    return Reason(kind="record", text=f"办结“{field_label(best)}”{count}件", points=table[f"record_{step}"])


def precedent_reason(person: Person, organisation: str, precedents: Sequence[Precedent]) -> Reason | None:
    """Similar records of the library that this person handled in this organisation."""
    handled = [p for p in precedents if person.name in p.mediators and p.organisation == organisation]
    if not handled:
        return None
    many = len(handled) >= rules().limits["precedents_many"]
    titles = "、".join(f"《{p.title}》" for p in handled[:2])
    points = rules().people["precedents_many" if many else "precedents_one"]
    return Reason(kind="precedents", text=f"经办过{len(handled)}件相似案件：{titles}", points=points)


def word_reason(dispute: Dispute, person: Person) -> Reason | None:
    """Telling words that the case shares with the person's own description."""
    if not dispute.text.strip():
        return None
    analyzer = default_analyzer()
    case = set(analyzer.query_terms(dispute.text[:5000]))
    own = dict.fromkeys(analyzer.query_terms(f"{person.biography}\n{person.occupation}"))
    shared = sorted((word for word in own if len(word) > 1 and word in case), key=len, reverse=True)
    if len(shared) < rules().limits["words"]:
        return None
    return Reason(
        kind="words", text=f"简介与案情都提到：{'、'.join(shared[:4])}", points=rules().people["words"]
    )


def _field(text: str, points: int) -> Reason:
    return Reason(kind="field", text=text, points=points)

"""The web of names that facts and spellings tie, and the ways through it."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from experts.names.alike import tie
from experts.names.facts import Fact
from experts.names.latin import parse_latin
from experts.names.parts import is_branch, parse
from experts.names.spelling import is_han

_UP = ("parent", "controller", "manager")
_RANK = (
    "manager",
    "controller",
    "parent",
    "subsidiary",
    "former_name",
    "short_name",
    "branch",
    "abbreviation",
    "same",
)
_BY_FACT = {"former": "former_name", "short_name": "short_name"}
_WHY = {
    "former": "事实载明“{other}”为“{entity}”的曾用名",
    "short_name": "事实载明“{other}”为“{entity}”的简称",
    "parent": "事实载明“{entity}”的母公司为“{other}”",
    "controller": "事实载明“{entity}”由“{other}”控制",
    "manager": "事实载明“{entity}”的管理人为“{other}”",
    "branch": "事实载明“{entity}”为“{other}”的分支机构",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a name to the next."""

    to: str
    relation: str
    why: str
    way: str
    """``flat`` (one entity or one legal person), ``up`` (to an owner) or ``down``."""
    by_fact: bool = False


class Known:
    """What facts say, found by name and by what names have in common; built once for a set of facts."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.steps: defaultdict[str, list[Step]] = defaultdict(list)
        self.buckets: defaultdict[str, set[str]] = defaultdict(set)
        for fact in facts:
            self._fact(fact)

    def _fact(self, fact: Fact) -> None:
        relation = fact.relation
        if relation == "parent" and is_branch(fact.entity):
            relation = "branch"
        elif relation == "branch":  # told from the whole firm's side; read from the branch's below
            fact = Fact(fact.other, relation, fact.entity)
        why = _WHY[relation].format(entity=fact.entity, other=fact.other)
        named = _BY_FACT.get(relation, relation)
        if (
            relation == "short_name"
            and (found := tie(fact.entity, fact.other))
            and found.relation == "abbreviation"
        ):
            named = found.relation
        up, down = ("flat", "flat") if relation not in _UP else ("up", "down")
        self.steps[fact.entity].append(Step(fact.other, named, why, up, by_fact=True))
        self.steps[fact.other].append(Step(fact.entity, named, why, down, by_fact=True))
        for name in (fact.entity, fact.other):
            for bucket in _buckets(name):
                self.buckets[bucket].add(name)


@lru_cache(maxsize=8)
def known(facts: tuple[Fact, ...]) -> Known:
    """The facts, ready to be asked; a set of facts is read once."""
    return Known(facts)


class Web:
    """Two names among what is known: facts, and identity or branch by the names alone."""

    def __init__(self, sides: Iterable[str], facts: tuple[Fact, ...]) -> None:
        self._sides = set(sides)
        self._known = known(facts)

    def steps(self, name: str) -> list[Step]:
        """Every step from a name, those of facts first."""
        buckets = self._known.buckets
        near = {other for bucket in _buckets(name) for other in buckets.get(bucket, ())} | self._sides
        near.discard(name)
        by_fact = self._known.steps.get(name, [])
        claimed = {s.to for s in by_fact if s.relation == "short_name"}
        flat = []
        for other in sorted(near):
            found = tie(name, other)
            if (
                found
                and found.kind != "group"
                and not (claimed and found.relation in ("short_name", "abbreviation"))
            ):
                flat.append(Step(other, found.relation, found.why, "flat"))
        return by_fact + flat

    def path(self, start: str, goal: str) -> list[Step]:
        """The shortest way: up to owners, then down to what they own, flat steps anywhere; empty for none."""
        if start == goal:
            return [Step(goal, "same", "名称相同", "flat")]
        queue: deque[tuple[str, bool, list[Step]]] = deque([(start, False, [])])
        seen = {(start, False)}
        while queue:
            name, down, path = queue.popleft()
            for step in self.steps(name):
                if down and step.way == "up":
                    continue
                state = (step.to, down or step.way == "down")
                if step.to == goal:
                    return [*path, step]
                if state not in seen:
                    seen.add(state)
                    queue.append((*state, [*path, step]))
        return []

    def owners(self, name: str) -> set[str]:
        """Names that facts put directly above a name, its spellings and its whole firm."""
        seen, queue, owners = {name}, deque([name]), set()
        while queue:
            for step in self.steps(queue.popleft()):
                if step.way == "up":
                    owners.add(step.to)
                elif step.way == "flat" and step.to not in seen:
                    seen.add(step.to)
                    queue.append(step.to)
        return owners

    @staticmethod
    def is_identity(path: list[Step]) -> bool:
        """Whether a way says that both names stand for one entity."""
        return all(step.way == "flat" and step.relation != "branch" for step in path)

    @staticmethod
    def relation(path: list[Step]) -> str:
        """What a way is called: by its step of most weight, and by its direction."""
        ranked = [s for s in path if s.by_fact] if any(s.way != "flat" for s in path) else path
        first = min(ranked, key=lambda step: _RANK.index(step.relation))
        if first.relation != "parent":
            return first.relation
        ways = {step.way for step in path}
        return "subsidiary" if ways <= {"down", "flat"} else "parent"


@lru_cache(maxsize=20_000)
def _buckets(name: str) -> set[str]:
    """Keys under which names that may be tied meet."""
    if not is_han(name):
        words = parse_latin(name).words
        return {*words}
    parts = parse(name)
    told = {parse(other).brand[:2] for other in (*parts.former, *parts.short)}
    return {(parts.known or parts.brand or parts.key)[:2], parts.brand[:2], parts.key[:2], *told} - {""}

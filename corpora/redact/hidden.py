"""What of one record must not be read by others: the names and numbers that it holds, with what stands for each."""

import re
from collections import Counter
from dataclasses import dataclass, field

from corpora.identifiers import find_case_numbers
from corpora.model import Document, Party
from corpora.redact import organisations
from corpora.redact.found import Sensitive
from corpora.redact.lexicon import lexicon
from corpora.redact.operators import apply
from corpora.redact.policy import Policy
from corpora.redact.pseudonyms import extend, stem
from corpora.redact.recognisers.person import name_at, same_person
from corpora.text.dictionary import dictionary

NUMBER = "[编号]"
_MANY = re.compile(r"等?(?:[\d一二三四五六七八九十百]+人|人)?$")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_RECORD_NUMBER = re.compile(
    r"(?:(?<![\u3400-\u9fff])[\u3400-\u9fff]{1,6})?[〔\[（(]\s?\d{4}\s?[〕\]）)][^，。；：、\s]{0,14}?\d+\s?号"
)
_BORDER = re.compile(r"^|[。；，、：“‘\n（(！？]", re.M)
_LONGEST_STRANGE_NAME = 12
_PEOPLE = (Sensitive.PERSON, Sensitive.AGENT, Sensitive.MEDIATOR, Sensitive.JUDGE)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Literal texts to be replaced wherever they stand, and those that must be gone afterwards."""

    literals: dict[str, str] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """``(start, end, what stands there)`` of every literal and number; they may overlap, strongest first."""
        found = [(n.start, n.end, NUMBER) for n in find_case_numbers(text)]
        found += [(m.start(), m.end(), NUMBER) for m in _RECORD_NUMBER.finditer(text)]
        if self.literals:
            longest = sorted(self.literals, key=lambda literal: (-len(literal), literal))
            pattern = re.compile("|".join(map(re.escape, longest)))
            found += [(m.start(), m.end(), self.literals[m[0]]) for m in pattern.finditer(text)]
        return found


def hidden_in(document: Document, policy: Policy, found: dict[str, Sensitive]) -> Hidden:
    """The names and numbers of a record.

    Args:
        document: The record as parsed.
        policy: Its operators for people; organisations and numbers are replaced in any case.
        found: People whom the recognisers found in title and text.
    """
    mediation = document.mediation
    people = dict(found)
    bodies: list[str] = []
    for party in document.parties:
        for name in _names(party):
            if organisations.is_organisation(name):
                bodies.append(name)
            elif is_person_name(document, party, name):
                people.setdefault(name, Sensitive.PERSON)
    for names, kind in (
        (document.agents, Sensitive.AGENT),
        (mediation.mediators if mediation else (), Sensitive.MEDIATOR),
        (document.judges, Sensitive.JUDGE),
    ):
        for name in names:
            people.setdefault(re.split(r"[：:]", name)[-1], kind)
    people = {_MANY.sub("", name): kind for name, kind in people.items()}
    people |= {name: Sensitive.PERSON for name in speakers(document.text) if name not in people}
    people = {name: kind for name, kind in people.items() if "某" not in name and 1 < len(name) <= 40}
    own = {document.owner, mediation.organisation if mediation else ""}
    own |= {document.court.name if document.court else ""}
    literals = {name: organisations.words().mediation_body for name in own if len(name) > 1}
    bodies += [name for name in organisations.full_names(document.text) if name not in own]
    literals |= organisations.replacements(bodies, document.text, "".join(own)) | literals
    literals |= _pseudonyms(people, policy, f"{document.title}\n{document.text}")
    numbers = {*document.identifiers, document.case_number, mediation.record_number if mediation else ""}
    literals |= dict.fromkeys((n for n in numbers if len(n) > 1), NUMBER)
    gone = {*people, *bodies, *own, *numbers}
    gone |= {part for body in bodies for part in organisations.take_apart(body).distinctive}
    return Hidden(literals, frozenset(g for g in gone if len(g) > 1 and "某" not in g and g in literals))


def is_person_name(document: Document, party: Party, name: str) -> bool:
    """Whether a party that is no organisation is to be taken for a person's name, rather than a stray sentence."""
    if party.is_person or "·" in name:
        return True
    facts = min((s.start for s in document.sections if s.heading), default=len(document.text))
    stated = party.start < 0 or party.start < facts
    return stated and len(name) <= _LONGEST_STRANGE_NAME


def speakers(text: str) -> list[str]:
    """People who act at the head of clauses without ever being introduced (车小满说 …): seen twice, and no words."""
    found: Counter[str] = Counter()
    for border in _BORDER.finditer(text):
        if name := name_at(text, border.end(), strong=True):
            found[name] = text.count(name)
    is_word = dictionary()
    return [
        name
        for name, count in found.items()
        if count > 1
        and not is_word(name)
        and not (len(name) > 2 and is_word(name[:2]))
        and not any(role in name for role in lexicon().roles)
    ]


def _names(party: Party) -> list[str]:
    return [n for part in re.split(r"[、，,；;/]", party.name) if (n := _MANY.sub("", part.strip()))]


def _pseudonyms(people: dict[str, Sensitive], policy: Policy, text: str) -> dict[str, str]:
    masked = {name: kind for name, kind in people.items() if policy.kinds[kind].operator != "keep"}
    names: dict[str, str] = {}
    same = {other: name for other, name in same_person(text).items() if name in masked}
    people_of = (n for n, kind in masked.items() if policy.kinds[kind].operator == "pseudonym")
    extend(names, dict.fromkeys(same.get(name, name) for name in people_of), text)
    names.update({other: names[name] for other, name in same.items() if name in names})
    out = {name: apply(policy.kinds[kind], name, names) or name for name, kind in masked.items()}
    for name, stands in list(out.items()):
        given = name[len(stem(name)) :]
        if _HAN_NAME.fullmatch(name) and len(given) == 2 and given not in lexicon().not_given:
            out.setdefault(given, stands)
    return out

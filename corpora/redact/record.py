"""The redacted twin of a confidential record: what may be shown to readers who are not its owner.

A twin is built from what it may hold, not by taking things away: a field that the model gets later is empty in
twins until someone decides otherwise here.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass

from corpora.model import (
    AccessLevel,
    Amount,
    Document,
    KeyDate,
    KeyValue,
    Kind,
    MediationFacts,
    Party,
    Section,
    Span,
    Statute,
    document_id,
    dump_document,
)
from corpora.redact import find, organisations
from corpora.redact.found import Sensitive
from corpora.redact.hidden import Hidden, hidden_in, is_person_name
from corpora.redact.operators import apply
from corpora.redact.policy import Policy, load_policy

POLICY = "strict"
"""Policy of twins: they go to people outside the organisation."""
_PEOPLE = (Sensitive.PERSON, Sensitive.AGENT, Sensitive.MEDIATOR, Sensitive.JUDGE)
_PUBLIC_NUMBERS = ("指导", "检例", "20")


def has_twin(document: Document) -> bool:
    """Whether others may read the record redacted: so for restricted mediation records, and nothing else."""
    return document.kind is Kind.MEDIATION and document.access is AccessLevel.RESTRICTED


def twin_id(id: str, secret: str) -> str:
    """Id of the twin of a document; without the library's secret it cannot be worked out from a guessed number."""
    return document_id(Kind.MEDIATION, f"redacted|{secret}|{id}")


def redacted_twin(document: Document, id: str) -> Document | None:
    """The record without what tells who it is about, under another id and access level.

    Persons become pseudonyms, organisations their kind (某证券公司), numbers and addresses what the strict policy
    says, the record's own and courts' case numbers ``[编号]``. Dates, sums, courts' names, the course of the case
    and the law stay. Offsets count the twin's own text.

    Returns:
        ``None`` when a name or number is still there afterwards: then nothing may be shown.
    """
    rules = load_policy(POLICY)
    whole = f"{document.title}\n{document.text}"
    found = {whole[f.start : f.end]: f.kind for f in find(whole) if f.kind in _PEOPLE}
    redactor = _Redactor(rules, hidden_in(document, rules, found))
    done = redactor.redact(document.text)
    twin = Document(
        id=id,
        kind=document.kind,
        title=redactor(document.title),
        text=done.text,
        sections=tuple(
            Section(s.role, *done.span(s.start, s.end), redactor(s.heading), s.instance)
            for s in document.sections
        ),
        document_type=document.document_type,
        procedure=document.procedure,
        cause=redactor(document.cause),
        dispute_types=document.dispute_types,
        date=document.date,
        parties=tuple(
            Party(redactor(p.name), p.role, *done.span(p.start, p.end), p.is_person)
            for p in document.parties
            if organisations.is_organisation(p.name) or is_person_name(document, p, p.name)
        ),
        agents=tuple(redactor(name) for name in document.agents),
        statutes=tuple(
            Statute(s.law, s.article, s.suffix, s.paragraph, s.item, *done.span(s.start, s.end))
            for s in document.statutes
        ),
        amounts=tuple(Amount(a.yuan, *done.span(a.start, a.end), a.section) for a in document.amounts),
        cited_cases=tuple(c for c in document.cited_cases if c.startswith(_PUBLIC_NUMBERS)),
        keywords=tuple(redactor(word) for word in document.keywords),
        focus=tuple(Span(*done.span(s.start, s.end)) for s in document.focus),
        outcome=redactor(document.outcome),
        key_dates=tuple(KeyDate(d.name, d.value, *done.span(d.start, d.end)) for d in document.key_dates),
        key_values=tuple(
            KeyValue(
                v.name,
                redactor(v.value) if isinstance(v.value, str) else v.value,
                *done.span(v.start, v.end),
            )
            for v in document.key_values
        ),
        mediation=_facts(document.mediation, redactor),
        tier=document.tier,
        effective=document.effective,
        access=AccessLevel.REDACTED,
        owner=document.owner,
        fictional=document.fictional,
    )
    return None if _leaks(twin, redactor.hidden) else twin


@dataclass(frozen=True, slots=True)
class _Done:
    """A redacted text with the places of what was replaced, in the old text and in the new one."""

    text: str
    old: tuple[tuple[int, int], ...]
    new: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of the old text in the new one; what was cut through is taken whole."""
        if start < 0:
            return start, end
        return self._place(start, last=False), self._place(end, last=True)

    def _place(self, offset: int, *, last: bool) -> int:
        at = bisect_right(self.old, (offset, len(self.text) + offset)) - 1
        if at < 0:
            return offset
        (start, end), (new_start, new_end) = self.old[at], self.new[at]
        if start < offset < end:
            return new_end if last else new_start
        return new_start if offset <= start else new_end + offset - end


class _Redactor:
    """Redacts every text of one record alike."""

    def __init__(self, policy: Policy, hidden: Hidden) -> None:
        self._policy = policy
        self.hidden = hidden

    def __call__(self, text: str) -> str:
        return self.redact(text).text

    def redact(self, text: str) -> _Done:
        """The text without what is hidden, and where things moved."""
        taken = bytearray(len(text))
        chosen: list[tuple[int, int, str]] = []
        for start, end, stands in (*self._numbers(text), *self.hidden.spans(text)):
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                chosen.append((start, end, stands))
        pieces: list[str] = []
        old, new = [], []
        at = length = 0
        for start, end, stands in sorted(chosen):
            pieces += [text[at:start], stands]
            length += start - at
            old.append((start, end))
            new.append((length, length + len(stands)))
            length += len(stands)
            at = end
        return _Done("".join([*pieces, text[at:]]), tuple(old), tuple(new))

    def _numbers(self, text: str) -> list[tuple[int, int, str]]:
        """What the recognisers find besides people and organisations, whose names are literals of the whole record."""
        out = []
        for item in find(text):
            if item.kind not in (*_PEOPLE, Sensitive.ORGANISATION):
                stands = apply(self._policy.kinds[item.kind], text[item.start : item.end], {})
                if stands is not None:
                    out.append((item.start, item.end, stands))
        return out


def _facts(facts: MediationFacts | None, redactor: _Redactor) -> MediationFacts | None:
    if facts is None:
        return None
    return MediationFacts(
        channel=redactor(facts.channel),
        procedure=redactor(facts.procedure),
        method=redactor(facts.method),
        claimed=facts.claimed,
        agreed=facts.agreed,
        paid=facts.paid,
        days=facts.days,
        accepted_on=facts.accepted_on,
        closed_on=facts.closed_on,
        undisputed_facts=redactor(facts.undisputed_facts),
        outcome=redactor(facts.outcome),
        failure_reason=redactor(facts.failure_reason),
        confirmation=redactor(facts.confirmation),
        satisfaction=facts.satisfaction,
        mediators=tuple(redactor(name) for name in facts.mediators),
        performed=redactor(facts.performed),
    )


def _leaks(twin: Document, hidden: Hidden) -> bool:
    values = json.loads(dump_document(twin))
    values["owner"] = ""  # kept for the filter alone; never shown, and no filter reaches it
    rest = json.dumps(values, ensure_ascii=False)
    return any(name in rest for name in hidden.forbidden)

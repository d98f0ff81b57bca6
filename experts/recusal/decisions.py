"""Decisions on recusal: the officer's, with reasons; written consents after disclosure; nothing is ever removed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from experts.matching.dispute import Dispute
from experts.names.spelling import canonical
from experts.recusal.check import Finding, check
from experts.recusal.errors import RecusalRefused
from experts.recusal.grounds import ground
from experts.roster.person import Person
from experts.roster.rights import require_officer
from office import audit
from office.identity import Actor
from office.recusal import store
from office.recusal.models import Decision, RecusalEntry
from office.sealing import Seal

DECISIONS: dict[Decision, str] = {
    "recuse": "应当回避", "cleared": "经核实不构成回避情形", "consented": "披露后各方当事人书面同意",
}  # fmt: skip


class Recusals:
    """The check as matching and appointments use it: what decisions cover is left out, a decided recusal bars."""

    def __init__(
        self, firm_facts: Iterable[Mapping[str, str]] = (), entries: Iterable[RecusalEntry] = ()
    ) -> None:
        self._facts = tuple(firm_facts)
        self._entries: dict[tuple[str, str], list[RecusalEntry]] = {}
        for entry in entries:
            self._entries.setdefault((entry.person_id, entry.dispute_key), []).append(entry)

    @classmethod
    def load(cls, session: Session, firm_facts: Iterable[Mapping[str, str]]) -> "Recusals":
        """With the decisions kept in the office store."""
        return cls(firm_facts, store.decisions(session))

    def open(self, person: Person, dispute: Dispute) -> tuple[Finding, ...]:
        """Findings that no decision covers, and the officer's decision that the person is recused."""
        taken = self._entries.get((person.id, dispute_key(dispute)), [])
        last = max((i for i, entry in enumerate(taken) if entry.decision == "recuse"), default=-1)
        if last >= 0 and last == len(taken) - 1:
            return (Finding(ground("decided"), True, "decided"),)
        covered = {mark for entry in taken[last + 1 :] for mark in entry.marks}
        return tuple(f for f in check(person, dispute, self._facts) if f.mark not in covered)

    def grounds(self, person: Person, dispute: Dispute) -> tuple[str, ...]:
        """Names of the grounds that keep the person from this dispute, each once; empty for none."""
        return tuple(dict.fromkeys(finding.ground.name for finding in self.open(person, dispute)))


def dispute_key(dispute: Dispute) -> str:
    """SHA-256 over who is concerned: with another party, agent or case number it is another dispute."""
    sides = sorted(
        [f"p:{canonical(p.name)}:{json.dumps(p.facts, sort_keys=True)}" for p in dispute.parties]
        + [f"a:{canonical(a.name)}:{canonical(a.firm)}" for a in dispute.agents]
    )
    whole = "\x1f".join([canonical(dispute.case_number), canonical(dispute.court), *sides])
    return hashlib.sha256(whole.encode()).hexdigest()


def log_check(
    session: Session, actor: Actor, dispute: Dispute, found: Mapping[str, Sequence[Finding]]
) -> None:
    """Put a check on the audit trail: how many people, and of those with findings the classes of grounds.

    Args:
        session: In a transaction that may write.
        actor: Who checked.
        dispute: Against what.
        found: Findings by id of the person, empty ones too.
    """
    told = {id: sorted({f.ground.id for f in findings}) for id, findings in found.items() if findings}
    detail = {"people": len(found), "grounds": told}
    audit.record(session, actor, "recusal.check", "dispute", dispute_key(dispute)[:16], detail=detail)


def decide(
    session: Session,
    seal: Seal,
    actor: Actor,
    person: Person,
    dispute: Dispute,
    decision: Decision,
    reason: str,
    *,
    firm_facts: Iterable[Mapping[str, str]] = (),
    consents: Mapping[int, str] | None = None,
) -> RecusalEntry:
    """Keep the officer's decision on one person and one dispute.

    Args:
        session: In a transaction that may write.
        seal: For the reason, which may tell what is private.
        actor: The officer.
        person: With private fields.
        dispute: The dispute.
        decision: ``recuse`` (also on a party's application, whatever was found), ``cleared`` (a homonym, no ground) or
            ``consented``.
        reason: Why.
        firm_facts: Known groups.
        consents: For ``consented``: where each party's written consent is kept, by number of the party.

    Raises:
        NotAllowed: the actor is no officer.
        RecusalRefused: no reason; nothing found to clear; consent lacks a party; the ground cannot be waived.
    """
    require_officer(actor)
    if not reason.strip():
        raise RecusalRefused("请写明决定的理由")
    found = check(person, dispute, firm_facts)
    if decision != "recuse" and not found:
        raise RecusalRefused("未发现需要回避的情形，无需作出这一决定")
    kept: dict[int, str] = {}
    if decision == "consented":
        if fixed := [f.ground.name for f in found if not f.ground.waivable]:
            raise RecusalRefused(f"“{fixed[0]}”不能因当事人同意而免除；如系同名，请先核实")
        kept = {number: text.strip() for number, text in (consents or {}).items() if text.strip()}
        if missing := [i for i in range(len(dispute.parties)) if i not in kept]:
            raise RecusalRefused(f"缺少第{missing[0] + 1}方当事人的书面同意")
    entry = store.add(
        session,
        seal,
        actor,
        person_id=person.id,
        dispute_key=dispute_key(dispute),
        decision=decision,
        grounds=sorted({f.ground.id for f in found}),
        marks=[f.mark for f in found],
        consents={str(number): text for number, text in kept.items()},
        reason=reason.strip(),
    )
    detail = {"decision": decision, "grounds": entry.grounds, "dispute": entry.dispute_key[:16]}
    audit.record(session, actor, "recusal.decide", "person", person.id, detail=detail)
    return entry


def history(
    session: Session, actor: Actor, person_id: str = "", dispute: Dispute | None = None
) -> list[RecusalEntry]:
    """Decisions in the order they were taken, of one person, one dispute or all.

    Raises:
        NotAllowed: the actor is no officer.
    """
    require_officer(actor)
    key = dispute_key(dispute) if dispute else ""
    rows = store.decisions(session)
    return [row for row in rows if person_id in ("", row.person_id) and key in ("", row.dispute_key)]

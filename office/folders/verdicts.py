"""Verdicts on pairs of cases: 是/否类案, with the reason; earlier ones are kept as history."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from office import audit
from office.base import now
from office.folders.models import Folder, Verdict
from office.folders.sharing import access, reachable
from office.identity import Actor


def case_key(text: str, document_id: str = "") -> str:
    """Key of the case that is compared: the document's id, or the text's SHA-256 without whitespace."""
    return document_id or hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()


def give_verdict(
    session: Session,
    actor: Actor,
    *,
    key: str,
    label: str,
    document_id: str,
    title: str,
    similar: bool,
    reason: str,
    folder_id: int | None = None,
) -> Verdict:
    """Record a verdict; it is the one that counts from now on for this case and document.

    Raises:
        NotHeld: no such folder for this user.
        ReadOnly: it is shared with them for reading only.
    """
    if folder_id is not None:
        reachable(session, actor, folder_id, write=True)
    verdict = Verdict(
        owner=actor.name,
        case_key=key,
        case_label=label,
        folder_id=folder_id,
        document_id=document_id,
        title=title,
        similar=similar,
        reason=reason,
        at=now(),
    )
    session.add(verdict)
    session.flush()
    detail = {"document": document_id, "similar": similar}
    audit.record(session, actor, "verdict.give", "verdict", verdict.id, detail=detail)
    return verdict


def verdicts(
    session: Session,
    actor: Actor,
    *,
    key: str | None = None,
    folder_id: int | None = None,
    document_id: str | None = None,
    history: bool = False,
) -> list[Verdict]:
    """This user's verdicts, newest first: for each pair the one that counts, or with ``history`` all.

    In a folder that is shared, those that others gave in it count as well.

    Args:
        session: Of the office store.
        actor: Who asks.
        key: Only on this case, as :func:`case_key`.
        folder_id: Only in this folder; where this user may not see it, only their own.
        document_id: Only on this document.
        history: Earlier ones of a pair too.
    """
    wanted = select(Verdict).where(Verdict.deleted.is_(None))
    folder = session.get(Folder, folder_id) if folder_id is not None else None
    if folder is None or access(session, actor, folder) is None:
        wanted = wanted.where(Verdict.owner == actor.name)
    if key is not None:
        wanted = wanted.where(Verdict.case_key == key)
    if folder_id is not None:
        wanted = wanted.where(Verdict.folder_id == folder_id)
    if document_id is not None:
        wanted = wanted.where(Verdict.document_id == document_id)
    found = list(session.scalars(wanted.order_by(Verdict.id.desc())))
    if history:
        return found
    newest: dict[tuple[str, str], Verdict] = {}
    for verdict in found:
        newest.setdefault((verdict.case_key, verdict.document_id), verdict)
    return list(newest.values())

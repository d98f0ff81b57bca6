"""What routes and commands do with batches: load a case with its source, check, carry out proposals, tell what changed."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from corpora.model import AccessLevel, Document
from indexer.viewer import Viewer
from office.identity import Actor
from office.releases import batches, comments, editions, steps
from office.releases.models import Release, ReleaseCase
from search_api.releases import checking
from search_api.releases.comparing import differences
from search_api.releases.drafting import draft
from search_api.releases.editions import content_of
from search_api.releases.findings import Finding
from search_api.releases.forms import forms
from search_api.releases.model import CaseContent, CaseSection
from search_api.releases.personal import Proposal, keeping, proposals, replaced
from search_api.releases.views import Accepted, DifferenceView, SinceView
from search_api.retrieval import Searcher
from search_api.retrieval.models import SearchRequest

_ROUNDS = 5
"""Replacements may bring others to light."""


def begun(document: Document | None, form: str, viewer: Viewer) -> CaseContent:
    """The first content of a case: drafted from the document, or the form's sections, empty.

    Drafts are read by other organisations, confidential records are not: of such a record only what is redacted
    already enters the draft. Only the one user of a local installation sees the replacements proposed instead.
    """
    chosen = forms()[form]
    if document is not None:
        content = draft(document, chosen)
        if document.access is AccessLevel.RESTRICTED and not viewer.sees_everything:
            for _ in range(_ROUNDS):
                content = replaced(content, proposals(content, document))
        return content
    return CaseContent(sections=[CaseSection(key=section.key) for section in chosen.sections])


def findings(session: Session, searcher: Searcher, viewer: Viewer, release: Release) -> list[Finding]:
    """Everything that is wrong with a batch; see :func:`search_api.releases.checking.check`."""
    rows = batches.cases(session, release.id)
    sources = searcher.documents([row.document_id for row in rows if row.document_id], viewer)
    open_remarks = [c for c in comments.remarks(session, [row.id for row in rows]) if c.resolved is None]
    written = [
        checking.Written(
            row.id, CaseContent.model_validate(row.content), sources.get(row.document_id), row.document_id,
            sum(remark.case_id == row.id for remark in open_remarks),
        )
        for row in rows
    ]  # fmt: skip
    batch = checking.Batch(
        release.title, release.number, release.issuers, release.preface, forms()[release.form], written
    )
    return checking.check(batch, lambda key: _held(searcher, viewer, key), published(session, but=release.id))


def published(session: Session, but: int = 0) -> dict[str, str]:
    """Number of the edition by the source of every case that was published and stands."""
    found: dict[str, str] = {}
    for edition, withdrawal in editions.editions(session):
        if withdrawal is None and edition.release_id != but:
            found |= dict.fromkeys(content_of(edition).sources, edition.number)
    return found


def open_proposals(searcher: Searcher, viewer: Viewer, row: ReleaseCase) -> list[Proposal]:
    """Undecided replacements of a case."""
    return proposals(CaseContent.model_validate(row.content), _source(searcher, viewer, row))


def decided(
    searcher: Searcher, viewer: Viewer, row: ReleaseCase, accept: Sequence[Accepted], everything: bool,
    keep: str, reason: str,
) -> CaseContent:  # fmt: skip
    """The case after some proposals were carried out and some words were let stay.

    Raises:
        ValueError: a proposal no longer stands, or no reason is given for letting words stay.
    """
    content = CaseContent.model_validate(row.content)
    offered = proposals(content, _source(searcher, viewer, row))
    if keep:
        if not reason.strip():
            raise ValueError("保留原文须写明理由。")
        kind = next((p.kind for p in offered if p.text == keep), "")
        if not kind:
            raise ValueError("没有这一处待处理的内容，请刷新后再试。")
        content = keeping(content, keep, kind, reason)
    wanted = {(a.place, a.start, a.end) for a in accept}
    chosen = [p for p in offered if everything or (p.place, p.start, p.end) in wanted]
    if len(chosen) < len(wanted):
        raise ValueError("文字已有改动，请刷新后再处理。")
    return replaced(content, [p for p in chosen if p.text != keep])


def since(session: Session, actor: Actor, release: Release) -> SinceView:
    """What changed since this person's last step or look."""
    last = steps.last_look(session, actor, release.id)
    seen = {int(id): version for id, version in (last.versions if last else {}).items()}
    rows = batches.cases(session, release.id)
    found = []
    for row in rows:
        before = seen.get(row.id, 0)
        if last is not None and before < row.version:
            found.append(difference(session, row, before, row.version))
    moment: dt.datetime | None = last.at if last else None
    return SinceView(since=moment, cases=found, gone=sorted(set(seen) - {row.id for row in rows}))


def difference(session: Session, row: ReleaseCase, before: int, after: int) -> DifferenceView:
    """What differs between two versions of a case, each the newest kept one up to that number."""
    old, new = (batches.version_at(session, row.id, version) for version in (before, after))
    one, other = (CaseContent.model_validate(v.content) if v else CaseContent() for v in (old, new))
    return DifferenceView(case_id=row.id, before=before, after=after, places=differences(one, other))


def _source(searcher: Searcher, viewer: Viewer, row: ReleaseCase) -> Document | None:
    return searcher.document(row.document_id, viewer) if row.document_id else None


def _held(searcher: Searcher, viewer: Viewer, key: str) -> bool:
    """Whether the library holds an article (``law#article``) or any article of a law."""
    if "#" in key:
        return bool(searcher.resolve(key, viewer))
    request = SearchRequest(filters=("kind=statute", f"law={key}"), limit=1)
    return searcher.search(request, viewer).total > 0

"""Rows of the office store as they are answered."""

from sqlalchemy.orm import Session

from office.releases import batches, comments, steps
from office.releases.models import Release, ReleaseCase
from search_api.releases.model import CaseContent
from search_api.releases.views import CaseView, ReleaseRow, ReleaseView, RemarkView, StepView


def case_view(row: ReleaseCase) -> CaseView:
    """A case."""
    return CaseView(
        id=row.id,
        document_id=row.document_id,
        content=CaseContent.model_validate(row.content),
        version=row.version,
        changed=row.changed,
        changed_by=row.changed_by,
    )


def release_view(session: Session, release: Release) -> ReleaseView:
    """A batch with its cases, steps and remarks."""
    cases = batches.cases(session, release.id)
    return ReleaseView(
        **ReleaseRow.model_validate(release).model_dump(),
        cases=[case_view(case) for case in cases],
        steps=[StepView.model_validate(s) for s in steps.steps(session, release.id) if s.action != "look"],
        remarks=[RemarkView.model_validate(r) for r in comments.remarks(session, [c.id for c in cases])],
    )

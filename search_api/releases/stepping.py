"""Steps of a batch to publication, with everything that hangs on them: the check before, the library after."""

from indexer.workspace import Workspace
from office.identity import Actor
from office.releases import batches, steps
from office.releases import editions as kept
from office.releases.errors import StepRefused
from office.store import Office
from search_api.releases import editing, editions, publishing
from search_api.releases.findings import Finding, Level
from search_api.releases.views import StepBody
from search_api.retrieval import Searcher

_ENDS = {"publish": "published", "withdraw": "withdrawn"}


def take_step(
    office: Office, searcher: Searcher, workspace: Workspace, actor: Actor, number: int, body: StepBody
) -> None:
    """check, return, approve, publish or withdraw.

    Publication brings the cases into the library, withdrawal takes them out; where the library could not be written,
    the same step again does that part.

    Raises:
        NotHeld: no such batch.
        StepRefused: the step cannot be taken now.
        EngineError, LibraryError: the step is taken, but the library could not follow.
    """
    with office.session() as session:
        release = batches.release(session, number)
        if _ENDS.get(body.action) != release.state:
            if body.action in ("check", "approve", "publish"):
                _refuse_blocked(editing.findings(session, searcher, actor.viewer, release))
            match body.action:
                case "check":
                    steps.check(session, actor, number, body.note)
                case "return":
                    steps.send_back(session, actor, number, body.note)
                case "approve":
                    steps.approve(session, actor, number, body.issuer, body.note)
                case "publish":
                    made = editions.public(editions.content(release, batches.cases(session, number)))
                    kept.publish(session, actor, number, made.model_dump(mode="json"))
                case "withdraw":
                    kept.withdraw(session, actor, number, body.note)
    if body.action in _ENDS:
        with office.reading() as session:
            edition = kept.edition_of(session, number)
        held = editions.content_of(edition)
        if body.action == "publish":
            publishing.store(workspace, publishing.documents(held, edition.made.date()))
        else:
            publishing.remove(workspace, held)


def _refuse_blocked(found: list[Finding]) -> None:
    blocking = [finding for finding in found if finding.level is Level.BLOCK]
    if blocking:
        message = f"还有{len(blocking)}处须先处理，第一处：{blocking[0].message}"
        raise StepRefused("blocked", message)

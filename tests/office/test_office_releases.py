"""The way of a batch to publication, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from office.errors import OfficeError
from office.folders.errors import ChangedMeanwhile, NotHeld
from office.identity import Actor
from office.releases import batches, candidates, comments, editions, steps
from office.releases.errors import StepRefused
from office.store import Office

WRITER = Actor("writer", frozenset({"regulator"}), "示例监管局")
CHECKER = Actor("checker", frozenset({"regulator"}), "示例监管局")
APPROVER = Actor("approver", frozenset({"regulator"}), "示例监管局")
JUDGE = Actor("judge", frozenset({"regulator"}), "示例法院")


def _batch(office: Office, *issuers: str) -> int:
    with office.session() as session:
        made = batches.create(session, WRITER, "证券纠纷典型案例", "typical", issuers or ("示例监管局",))
        batches.change(session, WRITER, made.id, {"number": "2026年第1批"})
        batches.add_case(session, WRITER, made.id, "judgment-1", {"title": "甲案"})
        batches.add_case(session, WRITER, made.id, "judgment-2", {"title": "乙案"})
        return made.id


def test_a_batch_goes_its_way_by_different_people(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        steps.check(session, CHECKER, id)
        with pytest.raises(StepRefused, match="不同的人"):
            steps.approve(session, CHECKER, id)
        with pytest.raises(StepRefused, match="起草人"):
            steps.approve(session, WRITER, id)
        assert steps.approve(session, APPROVER, id).state == "approved"
        edition = editions.publish(session, APPROVER, id, {"cases": ["甲案", "乙案"]})
        assert edition.sha256 == editions.edition_hash(edition)
        assert batches.release(session, id).state == "published"
    with office.session() as session:
        with pytest.raises(StepRefused, match="写明理由"):
            editions.withdraw(session, APPROVER, id, " ")
        editions.withdraw(session, APPROVER, id, "示例：当事人申请撤回")
        assert batches.release(session, id).state == "withdrawn"
    with office.reading() as session:
        kept, notice = editions.editions(session)[0]
        assert editions.edition_hash(kept) == kept.sha256
        assert notice is not None and notice.reason == "示例：当事人申请撤回"


def test_every_issuer_of_a_joint_release_approves(office: Office) -> None:
    id = _batch(office, "示例监管局", "示例法院")
    with office.session() as session:
        steps.check(session, CHECKER, id)
        with pytest.raises(StepRefused, match="不属于"):
            steps.approve(session, APPROVER, id, "示例法院")
        assert steps.approve(session, APPROVER, id).state == "checked"
        assert steps.approve(session, JUDGE, id).state == "approved"


def test_what_was_sent_back_is_approved_anew(office: Office) -> None:
    id = _batch(office, "示例监管局", "示例法院")
    with office.session() as session:
        steps.check(session, CHECKER, id)
        steps.approve(session, APPROVER, id)
        with pytest.raises(StepRefused, match="写明理由"):
            steps.send_back(session, JUDGE, id, "")
        assert steps.send_back(session, JUDGE, id, "第一案仍有姓名").state == "draft"
        steps.check(session, CHECKER, id)
        assert steps.approve(session, JUDGE, id).state == "checked"


def test_nothing_changes_after_drafting(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        case = batches.cases(session, id)[0]
        steps.check(session, CHECKER, id)
        for change in (
            lambda: batches.save_case(session, WRITER, id, case.id, {"title": "丙案"}, 1),
            lambda: batches.remove_case(session, WRITER, id, case.id),
            lambda: batches.change(session, WRITER, id, {"title": "别的"}),
            lambda: batches.delete(session, WRITER, id),
        ):
            with pytest.raises(StepRefused, match="退回起草"):
                change()


def test_saves_of_one_person_are_one_version_and_two_cannot_overwrite_each_other(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        case = batches.cases(session, id)[0]
        for version, title in ((1, "甲案一稿"), (2, "甲案二稿")):
            batches.save_case(session, WRITER, id, case.id, {"title": title}, version)
        with pytest.raises(ChangedMeanwhile):
            batches.save_case(session, CHECKER, id, case.id, {"title": "抢先"}, 2)
        batches.save_case(session, CHECKER, id, case.id, {"title": "核对人改"}, 3)
        kept = [(v.version, v.content["title"], v.by) for v in batches.versions(session, case.id)]
    assert kept == [(4, "核对人改", "checker"), (3, "甲案二稿", "writer"), (1, "甲案", "writer")]


def test_order_removal_and_return_of_cases(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        first, second = (case.id for case in batches.cases(session, id))
        batches.order_cases(session, WRITER, id, [second, first])
        batches.remove_case(session, WRITER, id, second)
        assert [case.id for case in batches.cases(session, id)] == [first]
        batches.restore_case(session, WRITER, id, second)
        assert [case.id for case in batches.cases(session, id)] == [second, first]
        with pytest.raises(StepRefused, match="刷新"):
            batches.order_cases(session, WRITER, id, [first])


def test_a_look_remembers_the_versions_seen(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        case = batches.cases(session, id)[0]
        assert steps.last_look(session, APPROVER, id) is None
        steps.look(session, APPROVER, id)
        batches.save_case(session, WRITER, id, case.id, {"title": "改"}, 1)
        seen = steps.last_look(session, APPROVER, id)
        assert seen is not None and seen.versions[str(case.id)] == 1


def test_a_number_is_published_once_and_only_as_approved(office: Office) -> None:
    first, second = _batch(office), _batch(office)
    with office.session() as session:
        for id in (first, second):
            steps.check(session, CHECKER, id)
            steps.approve(session, APPROVER, id)
        editions.publish(session, APPROVER, first, {})
        with pytest.raises(StepRefused, match="已经发布过"):
            editions.publish(session, APPROVER, second, {})
        assert batches.release(session, second).state == "approved"


def test_editions_cannot_be_changed_or_removed(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        steps.check(session, CHECKER, id)
        steps.approve(session, APPROVER, id)
        editions.publish(session, APPROVER, id, {})
    for statement in ("UPDATE release_editions SET content = '{}'", "DELETE FROM release_editions"):
        with pytest.raises((OfficeError, DBAPIError)), office.session() as session:
            session.execute(text(statement))


def test_candidates_are_proposed_once_and_decided_with_a_reason(office: Office) -> None:
    with office.session() as session:
        with pytest.raises(StepRefused, match="推荐理由"):
            candidates.propose(session, WRITER, "judgment-1", "甲案", origin="search", reason=" ")
        made = candidates.propose(session, WRITER, "judgment-1", "甲案", origin="search", reason="新规则")
        again = candidates.propose(session, CHECKER, "judgment-1", "甲案", origin="folder", reason="再荐")
        assert again.id == made.id
        with pytest.raises(StepRefused, match="写明理由"):
            candidates.decide(session, CHECKER, made.id, "declined")
        candidates.decide(session, CHECKER, made.id, "declined", "已有同类案例")
        assert [c.state for c in candidates.candidates(session, ("declined",))] == ["declined"]
        with pytest.raises(NotHeld):
            candidates.candidate(session, made.id + 1)


def test_remarks_are_resolved_and_opened_again(office: Office) -> None:
    id = _batch(office)
    with office.session() as session:
        case = batches.cases(session, id)[0]
        made = comments.remark(session, CHECKER, case.id, "", "标题过长")
        assert comments.resolve(session, WRITER, case.id, made.id).resolved_by == "writer"
        assert comments.resolve(session, WRITER, case.id, made.id, done=False).resolved is None
        with pytest.raises(NotHeld):
            comments.resolve(session, WRITER, case.id + 1, made.id)

"""Folders, verdicts, saved searches, alerts and reports in the store."""

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from office.errors import OfficeError
from office.folders import feeds, searches, store, verdicts, watches
from office.folders.errors import ChangedMeanwhile, NotHeld
from office.folders.models import Folder, Verdict
from office.folders.owned import mine, remove, restore
from office.identity import LOCAL_ACTOR, Actor
from office.reports.models import Report
from office.reports.store import (
    create_report,
    save_report,
    snapshot,
    snapshot_hash,
    snapshots,
    take_snapshot,
)
from office.store import Office

OTHER = Actor(name="other", roles=frozenset({"staff"}))
SEARCH = {
    "name": "强平", "query": "强行平仓", "case_text": "", "filters": ["kind=judgment"], "order": "date",
    "home_court": "", "total": 2, "alert": True, "folder_id": None,
}  # fmt: skip


def _folder(office: Office, actor: Actor = LOCAL_ACTOR) -> int:
    with office.session() as session:
        return store.create_folder(session, actor, "案件一", note="备注", tags=["急"]).id


def test_a_folder_keeps_notes_tags_and_documents_in_order(office: Office) -> None:
    id = _folder(office)
    with office.session() as session:
        store.add_item(session, LOCAL_ACTOR, id, "d-2", "乙", "看焦点", ["对照"])
        store.add_item(session, LOCAL_ACTOR, id, "d-1", "甲", "", [])
        store.add_item(session, LOCAL_ACTOR, id, "d-2", "乙", "", [])
        store.change_folder(session, LOCAL_ACTOR, id, {"focus": "平仓时间"})
    with office.reading() as session:
        assert [i.document_id for i in store.items(session, LOCAL_ACTOR, id)] == ["d-2", "d-1"]
        assert store.items(session, LOCAL_ACTOR, id)[0].note == "看焦点"
        assert store.item_counts(session, [id, 99]) == {id: 2}
        folder = mine(session, LOCAL_ACTOR, Folder)[0]
        assert (folder.note, folder.tags, folder.focus) == ("备注", ["急"], "平仓时间")


def test_what_was_taken_out_or_deleted_comes_back(office: Office) -> None:
    id = _folder(office)
    with office.session() as session:
        item = store.add_item(session, LOCAL_ACTOR, id, "d-1", "甲", "笔记", []).id
        store.remove_item(session, LOCAL_ACTOR, id, item)
        assert store.items(session, LOCAL_ACTOR, id) == []
        with pytest.raises(NotHeld):
            store.change_item(session, LOCAL_ACTOR, id, item, {"note": "x"})
        store.restore_item(session, LOCAL_ACTOR, id, item)
        assert store.items(session, LOCAL_ACTOR, id)[0].note == "笔记"
        remove(session, LOCAL_ACTOR, Folder, id, "folder")
        assert mine(session, LOCAL_ACTOR, Folder) == []
        assert [f.id for f in mine(session, LOCAL_ACTOR, Folder, gone=True)] == [id]
        with pytest.raises(NotHeld):
            store.items(session, LOCAL_ACTOR, id)
        restore(session, LOCAL_ACTOR, Folder, id, "folder")
        assert len(store.items(session, LOCAL_ACTOR, id)) == 1


def test_nobody_else_learns_of_a_folder(office: Office) -> None:
    id = _folder(office)
    with office.session() as session:
        for attempt in (
            lambda: store.items(session, OTHER, id),
            lambda: store.add_item(session, OTHER, id, "d", "t", "", []),
            lambda: store.change_folder(session, OTHER, id, {"note": "x"}),
            lambda: remove(session, OTHER, Folder, id, "folder"),
            lambda: restore(session, OTHER, Folder, id, "folder"),
            lambda: create_report(session, OTHER, "报告", {}, id),
            lambda: searches.save_search(session, OTHER, {**SEARCH, "folder_id": id}, []),
        ):
            with pytest.raises(NotHeld):
                attempt()
        assert mine(session, OTHER, Folder) == []


def test_only_known_fields_are_set(office: Office) -> None:
    id = _folder(office)
    with office.session() as session, pytest.raises(ValueError, match="owner"):
        store.change_folder(session, LOCAL_ACTOR, id, {"owner": "other"})


def test_the_newest_verdict_of_a_pair_counts_and_the_rest_is_history(office: Office) -> None:
    key = verdicts.case_key("原告 诉称")
    assert key == verdicts.case_key("原告\n诉称") != verdicts.case_key("被告辩称")
    with office.session() as session:
        for similar, reason in ((True, "事实相同"), (False, "焦点不同")):
            verdicts.give_verdict(
                session, LOCAL_ACTOR, key=key, label="待决案件", document_id="d-1", title="甲",
                similar=similar, reason=reason,
            )  # fmt: skip
        (now,) = verdicts.verdicts(session, LOCAL_ACTOR, key=key)
        assert (now.similar, now.reason) == (False, "焦点不同")
        assert len(verdicts.verdicts(session, LOCAL_ACTOR, key=key, history=True)) == 2
        assert verdicts.verdicts(session, OTHER, key=key) == []
        remove(session, LOCAL_ACTOR, Verdict, now.id, "verdict")
        assert verdicts.verdicts(session, LOCAL_ACTOR, document_id="d-1")[0].similar is True


def test_only_what_was_never_found_before_gives_an_alert(office: Office) -> None:
    with office.session() as session:
        search = searches.save_search(session, LOCAL_ACTOR, dict(SEARCH), ["a", "b"])
        noted = partial(watches.note_found, session, LOCAL_ACTOR, search.id, 3)
        assert noted(["b", "c", "z"], {"b", "c"}) == ["c"]
        assert noted(["z", "c"], {"z", "c"}) == []
        assert watches.watches(session, LOCAL_ACTOR)[search.id].total == 3
        assert search.filters == ["kind=judgment"]
        (alert,) = watches.alerts(session, LOCAL_ACTOR, unread=True)
        assert watches.unread_counts(session, LOCAL_ACTOR) == {search.id: 1}
        assert watches.mark_read(session, OTHER, [alert.id]) == 0
        assert watches.mark_read(session, LOCAL_ACTOR, [alert.id]) == 1
        assert watches.alerts(session, LOCAL_ACTOR, unread=True) == []
        watches.set_alert(session, LOCAL_ACTOR, search.id, False)
        assert noted(["new"], {"new"}) == [] and noted(["new"], {"new"}) == []
        searches.remove_search(session, LOCAL_ACTOR, search.id)
        assert watches.alerts(session, LOCAL_ACTOR) == []
        searches.restore_search(session, LOCAL_ACTOR, search.id)
        assert len(watches.alerts(session, LOCAL_ACTOR)) == 1


def test_a_saved_search_is_nobody_elses(office: Office) -> None:
    with office.session() as session:
        id = searches.save_search(session, LOCAL_ACTOR, dict(SEARCH), ["a"]).id
        for attempt in (
            lambda: searches.find_search(session, OTHER, id),
            lambda: searches.change_search(session, OTHER, id, {"name": "x"}),
            lambda: searches.remove_search(session, OTHER, id),
            lambda: searches.restore_search(session, OTHER, id),
            lambda: watches.set_alert(session, OTHER, id, True),
            lambda: watches.note_found(session, OTHER, id, 1, ["a"], {"a"}),
        ):
            with pytest.raises(NotHeld):
                attempt()
        assert searches.visible_searches(session, OTHER) == []
        with pytest.raises(ValueError, match="alert"):
            searches.change_search(session, LOCAL_ACTOR, id, {"alert": True})


def test_a_feed_token_opens_the_feed_until_a_new_one_is_made(office: Office) -> None:
    with office.session() as session:
        first = feeds.new_token(session, LOCAL_ACTOR)
        assert feeds.owner_of(session, first) == LOCAL_ACTOR.name
        second = feeds.new_token(session, LOCAL_ACTOR)
        assert first != second and len(second) >= 43
        with pytest.raises(NotHeld):
            feeds.owner_of(session, first)
        feeds.end_token(session, LOCAL_ACTOR)
        with pytest.raises(NotHeld):
            feeds.owner_of(session, second)
    with office.reading() as session:
        kept = session.execute(text("SELECT detail FROM audit_entries")).scalars().all()
        assert not any(second in detail for detail in kept)


def test_two_editors_cannot_overwrite_each_other(office: Office) -> None:
    with office.session() as session:
        report = create_report(session, LOCAL_ACTOR, "报告", {"a": 1}, None)
        save_report(session, LOCAL_ACTOR, report.id, "报告", {"a": 2}, 1)
        with pytest.raises(ChangedMeanwhile) as caught:
            save_report(session, LOCAL_ACTOR, report.id, "报告", {"a": 3}, 1)
        assert caught.value.version == 2
        assert session.get_one(Report, report.id).content == {"a": 2}


def test_a_snapshot_is_numbered_hashed_and_stays_as_it_was(office: Office) -> None:
    with office.session() as session:
        report = create_report(session, LOCAL_ACTOR, "报告", {"乙": 1, "甲": [1.5]}, None)
        first = take_snapshot(session, LOCAL_ACTOR, report.id)
        save_report(session, LOCAL_ACTOR, report.id, "改后", {"甲": 2}, 1)
        second = take_snapshot(session, LOCAL_ACTOR, report.id)
        remove(session, LOCAL_ACTOR, Report, report.id, "report")
    assert second.serial == first.serial + 1
    with office.reading() as session:
        again = snapshot(session, LOCAL_ACTOR, first.number)
        assert (again.title, again.content) == ("报告", '{"乙":1,"甲":[1.5]}')
        assert snapshot_hash(again) == first.sha256 == again.sha256
        assert [s.number for s in snapshots(session, LOCAL_ACTOR, report.id)] == [second.number, first.number]
        for number in ("", "x-1", "2026-", first.number + "0", "-1"):
            with pytest.raises(NotHeld):
                snapshot(session, LOCAL_ACTOR, number)
        with pytest.raises(NotHeld):
            snapshot(session, OTHER, first.number)


@pytest.mark.parametrize(
    "statement", ["UPDATE report_snapshots SET title = 'x'", "DELETE FROM report_snapshots"]
)
def test_the_database_itself_refuses_to_touch_a_snapshot(office: Office, statement: str) -> None:
    with office.session() as session:
        report = create_report(session, LOCAL_ACTOR, "报告", {}, None)
        take_snapshot(session, LOCAL_ACTOR, report.id)
    with pytest.raises((DBAPIError, OfficeError)), office.session() as session:
        session.execute(text(statement))

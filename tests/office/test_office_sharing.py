"""Folders shared with colleagues: who may read, who may write, and when it ends."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from office.accounts.models import Organisation, User, UserRole
from office.accounts.users import disable, find_user
from office.audit.models import AuditEntry
from office.base import now
from office.folders import searches, sharing, store, verdicts, watches
from office.folders.errors import NotHeld, ReadOnly
from office.folders.models import Folder
from office.folders.owned import remove
from office.identity import Actor
from office.reports.store import create_report
from office.store import Office

ORGANISATION = "示例调解中心"
PEOPLE = {"bai": ORGANISATION, "qin": ORGANISATION, "shi": ORGANISATION, "far": "另一示例中心", "lone": ""}


def _actor(name: str) -> Actor:
    return Actor(name=name, roles=frozenset({"mediator"}), organisation=PEOPLE[name])


BAI, QIN, SHI, FAR, LONE = map(_actor, PEOPLE)
SEARCH = {
    "name": "强平", "query": "强平", "case_text": "", "filters": [], "order": "relevance", "home_court": "",
    "total": 7, "alert": True, "folder_id": None,
}  # fmt: skip


@pytest.fixture
def folder(office: Office) -> int:
    """A folder of BAI with a document in it."""
    with office.session() as session:
        session.add_all(
            Organisation(name=name, created=now()) for name in dict.fromkeys(PEOPLE.values()) if name
        )
        session.flush()
        for name, organisation in PEOPLE.items():
            session.add(
                User(
                    name=name, label=f"示例{name}", organisation=organisation or None, password="",
                    subject=f"test {name}", created=now(), grants=[UserRole(role="mediator")],
                )
            )  # fmt: skip
        session.flush()
        made = store.create_folder(session, BAI, "强平示例案", pending_case="保证金不足")
        store.add_item(session, BAI, made.id, "d-1", "甲", "焦点同", [])
        searches.save_search(session, BAI, {**SEARCH, "folder_id": made.id}, ["d-1", "secret"])
        return made.id


def _attempts(session: Session, actor: Actor, folder: int) -> Iterator[Callable[[], object]]:
    """Everything that changes what is in a folder."""
    (item,) = store.items(session, actor, folder)
    key = verdicts.case_key("保证金不足")
    given = {"key": key, "label": "案", "document_id": "d-1", "title": "甲", "similar": True, "reason": "同"}
    (kept, *_) = [row for row, _ in searches.visible_searches(session, actor, folder_id=folder)]
    yield from (
        lambda: store.change_folder(session, actor, folder, {"note": "改"}),
        lambda: store.add_item(session, actor, folder, "d-2", "乙", "", []),
        lambda: store.change_item(session, actor, folder, item.id, {"note": "改"}),
        lambda: store.remove_item(session, actor, folder, item.id),
        lambda: store.restore_item(session, actor, folder, item.id),
        lambda: verdicts.give_verdict(session, actor, folder_id=folder, **given),
        lambda: searches.save_search(session, actor, {**SEARCH, "folder_id": folder}, ()),
        lambda: searches.change_search(session, actor, kept.id, {"name": "改"}),
        lambda: searches.remove_search(session, actor, kept.id),
        lambda: searches.restore_search(session, actor, kept.id),
    )


def test_a_folder_is_nobody_elses_until_it_is_shared(office: Office, folder: int) -> None:
    with office.reading() as session:
        for other in (QIN, FAR, LONE):
            with pytest.raises(NotHeld):
                store.items(session, other, folder)
            assert sharing.shared_with(session, other) == []
        assert [user.name for user in sharing.colleagues(session, BAI)] == ["qin", "shi"]
        assert sharing.colleagues(session, LONE) == []


def test_who_may_read_changes_nothing(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=False)
        assert [(row.id, may) for row, may in sharing.shared_with(session, QIN)] == [(folder, "read")]
        for attempt in _attempts(session, QIN, folder):
            with pytest.raises(ReadOnly):
                attempt()
        assert create_report(session, QIN, "报告", {}, folder).owner == "qin", (
            "a report of one's own can be drafted"
        )
        with pytest.raises(NotHeld):
            store.items(session, SHI, folder)


def test_who_may_write_works_in_it_but_neither_shares_nor_deletes_it(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=False)
        sharing.share(session, BAI, folder, "qin", write=True)
        for attempt in _attempts(session, QIN, folder):
            attempt()
        assert [item.document_id for item in store.items(session, BAI, folder)] == ["d-1", "d-2"]
        (given,) = verdicts.verdicts(session, BAI, folder_id=folder)
        assert given.owner == "qin", "what a colleague decided in the folder stands in it"
        assert verdicts.verdicts(session, BAI) == [], "and is not the owner's own"
        assert verdicts.verdicts(session, FAR, folder_id=folder) == []
        with pytest.raises(NotHeld):
            sharing.share(session, QIN, folder, "shi", write=False)
        with pytest.raises(NotHeld):
            sharing.unshare(session, QIN, folder, "shi")
        with pytest.raises(NotHeld):
            remove(session, QIN, Folder, folder, "folder")


@pytest.mark.parametrize("name", ["far", "lone", "nobody", "bai"])
def test_a_folder_stays_in_its_organisation(office: Office, folder: int, name: str) -> None:
    with office.session() as session, pytest.raises(NotHeld) as caught:
        sharing.share(session, BAI, folder, name, write=False)
    assert caught.value.what == "colleague"


def test_a_folders_searches_are_seen_with_it_and_their_figures_are_each_ones_own(
    office: Office, folder: int
) -> None:
    with office.session() as session:
        private = searches.save_search(session, BAI, dict(SEARCH), ())
        assert searches.visible_searches(session, QIN) == []
        sharing.share(session, BAI, folder, "qin", write=False)
        ((kept, may),) = searches.visible_searches(session, QIN)
        assert (kept.owner, kept.folder_id, may) == ("bai", folder, "read")
        assert [row.id for row, _ in searches.visible_searches(session, BAI)] == [private.id, kept.id]
        assert watches.watches(session, QIN) == {}, "what it found for its owner is the owner's"
        with pytest.raises(LookupError):
            watches.set_alert(session, QIN, kept.id, True)
        assert watches.note_found(session, QIN, kept.id, 2, ["d-1", "d-2"], {"d-1", "d-2"}) == []
        watches.set_alert(session, QIN, kept.id, True)
        assert watches.note_found(session, QIN, kept.id, 3, ["d-3", "d-1"], {"d-3", "d-1"}) == ["d-3"]
        assert watches.note_found(session, BAI, kept.id, 8, ["d-3"], {"d-3"}) == ["d-3"]
        assert (
            watches.watches(session, QIN)[kept.id].total,
            watches.watches(session, BAI)[kept.id].total,
        ) == (3, 8)
        for actor in (BAI, QIN):
            (alert,) = watches.alerts(session, actor)
            assert watches.unread_counts(session, actor) == {kept.id: 1}
            assert watches.mark_read(session, QIN if actor is BAI else BAI, [alert.id]) == 0
        for stranger in (SHI, FAR, LONE):
            with pytest.raises(NotHeld):
                searches.find_search(session, stranger, kept.id)
            with pytest.raises(NotHeld):
                watches.note_found(session, stranger, kept.id, 1, [], ())
        sharing.unshare(session, BAI, folder, "qin")
        assert searches.visible_searches(session, QIN) == [] and watches.alerts(session, QIN) == []
        with pytest.raises(NotHeld):
            watches.set_alert(session, QIN, kept.id, False)


def test_a_colleague_moves_and_deletes_a_search_and_takes_it_from_nobody(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=True)
        ((kept, _),) = searches.visible_searches(session, QIN)
        own = store.create_folder(session, QIN, "自己的")
        with pytest.raises(NotHeld):
            searches.change_search(session, QIN, kept.id, {"folder_id": own.id})
        sharing.share(session, QIN, own.id, "bai", write=False)
        assert searches.change_search(session, QIN, kept.id, {"folder_id": own.id}).owner == "bai"
        assert [may for _, may in searches.visible_searches(session, QIN, folder_id=own.id)] == ["write"]
        searches.remove_search(session, QIN, kept.id)
        assert searches.visible_searches(session, BAI) == []
        for actor, may in ((QIN, "write"), (BAI, "own")):
            assert [m for _, m in searches.visible_searches(session, actor, gone=True)] == [may]
        searches.restore_search(session, BAI, kept.id)
        sharing.unshare(session, QIN, own.id, "bai")
        assert [may for _, may in searches.visible_searches(session, BAI)] == ["own"], "it stays its owner's"
        searches.change_search(session, QIN, kept.id, {"folder_id": None})
        with pytest.raises(NotHeld):
            searches.find_search(session, QIN, kept.id)


def test_a_deleted_folder_takes_its_searches_from_colleagues_only(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=True)
        remove(session, BAI, Folder, folder, "folder")
        assert searches.visible_searches(session, QIN) == []
        assert [may for _, may in searches.visible_searches(session, BAI)] == ["own"]


def test_sharing_ends_with_the_common_organisation(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=True)
    gone = Actor("qin", frozenset({"mediator"}), "另一示例中心")
    with office.reading() as session:
        with pytest.raises(NotHeld):
            store.items(session, gone, folder)
        assert sharing.shared_with(session, gone) == []
    with office.session() as session:
        find_user(session, "bai").organisation = None
        session.flush()
        with pytest.raises(NotHeld):
            store.items(session, QIN, folder)
        assert sharing.shared_with(session, QIN) == []


def test_sharing_is_taken_back_and_left_and_all_of_it_is_on_the_trail(office: Office, folder: int) -> None:
    with office.session() as session:
        for name in ("qin", "shi"):
            sharing.share(session, BAI, folder, name, write=False)
        assert [(row.colleague, label) for row, label in sharing.shares(session, SHI, folder)] == [
            ("qin", "示例qin"), ("shi", "示例shi"),
        ]  # fmt: skip
        assert sharing.share_counts(session, [folder]) == {folder: 2}
        sharing.unshare(session, BAI, folder, "qin")
        sharing.unshare(session, SHI, folder, "shi")
        for other in (QIN, SHI):
            with pytest.raises(NotHeld):
                sharing.shares(session, other, folder)
    with office.reading() as session:
        trail = [
            (entry.who, entry.action) for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
            if "share" in entry.action
        ]  # fmt: skip
    assert trail == [("bai", "folder.share")] * 2 + [("bai", "folder.unshare"), ("shi", "folder.unshare")]


def test_a_closed_account_is_no_colleague_but_its_folder_stays_open(office: Office, folder: int) -> None:
    with office.session() as session:
        sharing.share(session, BAI, folder, "qin", write=True)
        disable(session, SHI, "bai")
        assert [user.name for user in sharing.colleagues(session, QIN)] == ["shi"]
        assert len(store.items(session, QIN, folder)) == 1, "the case goes on when its mediator has left"
        remove(session, BAI, Folder, folder, "folder")
        with pytest.raises(NotHeld):
            store.items(session, QIN, folder)

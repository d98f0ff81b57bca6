"""Folders shared with colleagues: who may read, who may write, and when it ends."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from office.accounts.models import Organisation, User, UserRole
from office.accounts.users import disable, find_user
from office.audit.models import AuditEntry
from office.base import now
from office.folders import searches, sharing, store, verdicts
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
        return made.id


def _attempts(session: Session, actor: Actor, folder: int) -> Iterator[Callable[[], object]]:
    """Everything that changes what is in a folder."""
    (item,) = store.items(session, actor, folder)
    key = verdicts.case_key("保证金不足")
    given = {"key": key, "label": "案", "document_id": "d-1", "title": "甲", "similar": True, "reason": "同"}
    values = {
        "name": "强平", "query": "强平", "case_text": "", "filters": [], "order": "relevance", "home_court": "",
        "total": 0, "alert": False, "folder_id": folder,
    }  # fmt: skip
    yield from (
        lambda: store.change_folder(session, actor, folder, {"note": "改"}),
        lambda: store.add_item(session, actor, folder, "d-2", "乙", "", []),
        lambda: store.change_item(session, actor, folder, item.id, {"note": "改"}),
        lambda: store.remove_item(session, actor, folder, item.id),
        lambda: store.restore_item(session, actor, folder, item.id),
        lambda: verdicts.give_verdict(session, actor, folder_id=folder, **given),
        lambda: searches.save_search(session, actor, dict(values), ()),
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

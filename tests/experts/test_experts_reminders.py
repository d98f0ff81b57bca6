"""Reminders: who is told of what, and letters that go only where somebody set a server, telling of no person and no case."""

import datetime as dt
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from experts.consults.asking import Question, ask
from experts.recusal import Recusals
from experts.reminders.due import notices
from experts.reminders.mail import MailFailed, MailSettings, mail_settings, put_mail_settings
from experts.reminders.posting import post
from experts.roster.editing import edit_all
from experts.roster.keeping import load
from experts.roster.roster import sample_roster
from experts.roster.sample import load_sample
from office.accounts.models import User, UserRole
from office.base import now
from office.identity import LOCAL_ACTOR, Actor
from office.roster import store
from office.sealing import Seal
from office.store import Office

ASKED = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 5)
TITLE = "示例岭柏证券适当性义务"


class StubServer(socketserver.ThreadingTCPServer):
    """A stub of an SMTP server on this machine: takes letters, sends none."""

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[tuple[list[str], bytes]] = []
        self.refuses = False


class _Talk(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib speaks without extensions."""

    server: StubServer

    def handle(self) -> None:
        self._say("220 stub")
        to: list[str] = []
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                to.append(line.split(":", 1)[1].strip("<> "))
                self._say("550 stub refuses" if self.server.refuses else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.letters.append((to, body))
                to = []
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def stub() -> Iterator[StubServer]:
    with StubServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "secret.key")


@pytest.fixture
def late(office: Office, seal: Seal) -> Office:
    """The sample roster, a consult that is late, and one term that ends."""
    with office.session() as session:
        load_sample(session, seal, LOCAL_ACTOR)
        ends = {
            person.id: "2026-03-20" if person.id == "P007" else "2030-01-01"
            for person in sample_roster().people
        }
        terms: Any = {("people", id): {"term.to": end, "courts": []} for id, end in ends.items()}
        edit_all(session, seal, LOCAL_ACTOR, terms, "测试")
        roster = load(session, seal, private=True)
        question = Question(TITLE, "证券公司没有做风险测评就卖出产品，张示例要求赔偿。", types=("S07",))
        ask(session, Actor("chen", frozenset({"mediator"}), "甲中心"), question, roster, Recusals(), at=ASKED)
        for name, role in (("chen", "mediator"), ("wu", "mediator"), ("p007", "expert")):
            session.add(User(name=name, label=name, password="", subject=f"test {name}", created=now(),
                             grants=[UserRole(role=role)]))  # fmt: skip
    return office


def told(office: Office, seal: Seal, actor: Actor) -> list[tuple[str, str]]:
    with office.reading() as session:
        return [(one.kind, one.id) for one in notices(session, seal, actor, TODAY)]


def test_everybody_is_told_what_is_theirs(late: Office, seal: Seal) -> None:
    assert told(late, seal, LOCAL_ACTOR) == [("consult", "1"), ("term", "P007")]
    assert told(late, seal, Actor("chen", frozenset({"mediator"}))) == [("consult", "1")]
    assert told(late, seal, Actor("wu", frozenset({"mediator"}))) == []
    assert ("term", "P007") in told(late, seal, Actor("p007", frozenset({"expert"})))
    assert told(late, seal, Actor("p030", frozenset({"expert"}))) == []


def test_no_text_of_a_reminder_names_a_person_or_tells_of_the_case(late: Office, seal: Seal) -> None:
    with late.reading() as session:
        found = notices(session, seal, LOCAL_ACTOR, TODAY)
        names = [person.name for person in load(session, seal).people]
    words = "".join(one.title + one.text for one in found)
    assert not [word for word in (*names, "岭柏", "适当性", "张示例", "甲中心") if word in words]


def settings(stub: StubServer, **recipients: str) -> MailSettings:
    port = stub.server_address[1]
    return MailSettings(
        host="127.0.0.1", port=port, security="none", sender="desk@example.org", recipients=recipients
    )


def test_nothing_is_sent_until_a_server_is_set(late: Office, seal: Seal) -> None:
    with late.session() as session:
        assert mail_settings(session, seal) is None
        assert post(session, seal, LOCAL_ACTOR, TODAY) == []


def test_a_letter_a_day_with_numbers_only(late: Office, seal: Seal, stub: StubServer) -> None:
    with late.session() as session:
        held = settings(stub, chen="chen@example.org", wu="wu@example.org", gone="gone@example.org")
        put_mail_settings(session, seal, LOCAL_ACTOR, held)
    with late.session() as session:
        assert post(session, seal, LOCAL_ACTOR, TODAY) == ["chen"]
        assert post(session, seal, LOCAL_ACTOR, TODAY) == []
        assert post(session, seal, LOCAL_ACTOR, TODAY + dt.timedelta(days=1)) == ["chen"]
    (to, body), _ = stub.letters
    letter = message_from_bytes(body, policy=policy.default)
    text = letter.get_content()
    assert to == ["chen@example.org"]
    assert letter["Subject"] == "枫桥：1项提醒待处理"
    assert "咨询1项" in text and "已逾期1项" in text
    assert not [
        word for word in (TITLE, "岭柏", "张示例", "甲中心", "证券") if word in text + letter["Subject"]
    ]


def test_password_and_addresses_are_unreadable_in_the_store_and_forgotten_when_off(
    late: Office, seal: Seal, stub: StubServer
) -> None:
    held = settings(stub, chen="chen@example.org").model_copy(
        update={"user": "desk", "password": "示例口令77"}
    )
    with late.session() as session:
        put_mail_settings(session, seal, LOCAL_ACTOR, held)
        assert mail_settings(session, seal) == held
        kept = str(store.setting(session, "mail"))
        assert "口令" not in kept and "example.org" not in kept
        put_mail_settings(session, seal, LOCAL_ACTOR, None)
        assert mail_settings(session, seal) is None
        assert post(session, seal, LOCAL_ACTOR, TODAY) == []
    assert stub.letters == []


def test_a_server_that_refuses_or_is_not_there_is_told_and_tried_again(
    late: Office, seal: Seal, stub: StubServer
) -> None:
    stub.refuses = True
    held = settings(stub, chen="chen@example.org")
    with late.session() as session:
        put_mail_settings(session, seal, LOCAL_ACTOR, held)
    with pytest.raises(MailFailed, match="did not take"), late.session() as session:
        post(session, seal, LOCAL_ACTOR, TODAY)
    stub.refuses = False
    with late.session() as session:
        assert post(session, seal, LOCAL_ACTOR, TODAY) == ["chen"]
        put_mail_settings(session, seal, LOCAL_ACTOR, held.model_copy(update={"port": 9}))
    with pytest.raises(MailFailed), late.session() as session:
        post(session, seal, LOCAL_ACTOR, TODAY + dt.timedelta(days=1))

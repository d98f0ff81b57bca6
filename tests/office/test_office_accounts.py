import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from office import audit
from office.accounts import keys, sessions
from office.accounts.errors import AccountError, SignInRefused
from office.accounts.models import ApiKey, LoginSession, User
from office.accounts.passwords import check_strength, hash_password, matches
from office.accounts.roles import role_names, roles
from office.accounts.users import (
    FREE_TRIES,
    add_user,
    all_users,
    check_password,
    disable,
    enable,
    find_user,
    set_password,
    set_roles,
)
from office.audit.reading import AuditFilter, page
from office.base import now
from office.identity import LOCAL_ACTOR
from office.store import Office

GOOD = "枫桥经验-四两拨千斤-2026"
OTHER = "another long phrase of words"


def make(office: Office, name: str = "wang", given: tuple[str, ...] = ("mediator",)) -> User:
    with office.session() as session:
        return add_user(
            session, LOCAL_ACTOR, name, roles=given, password=GOOD, organisation="甲调解中心", label="王某"
        )


def test_roles_are_those_that_the_programs_users_have() -> None:
    assert role_names() == {
        "public", "mediator", "staff", "regulator", "expert", "officer", "editor", "evaluator", "administrator",
    }  # fmt: skip
    assert all(role.label and role.does for role in roles())


def test_a_password_opens_the_account_and_no_other_does(office: Office) -> None:
    make(office)
    user = check_password(office, "wang", GOOD)
    assert (user.actor.name, user.actor.roles, user.actor.organisation) == (
        "wang",
        {"mediator"},
        "甲调解中心",
    )
    for name, password in (("wang", OTHER), ("wang", ""), ("li", GOOD), ("", ""), ("wang\0", GOOD)):
        with pytest.raises(SignInRefused, match="用户名或密码不对"):
            check_password(office, name, password)


def test_a_password_is_kept_as_argon2_only(office: Office) -> None:
    make(office)
    with office.reading() as session:
        kept = find_user(session, "wang").password
        everything = str(session.execute(text("SELECT * FROM users")).all())
        trail = str(page(session, AuditFilter(), 100))
    assert kept.startswith("$argon2id$")
    assert GOOD not in everything and GOOD not in trail


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "password1234",
        "Administrator1",
        "aaaaaaaaaaaaaaaa",
        "wang12345678wang",
        "changeme-changeme",
        "x" * 300,
    ],
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(AccountError):
        check_strength(password, "wang12345678")


def test_an_account_without_a_password_is_not_opened_by_an_empty_one() -> None:
    assert not matches("", "")
    assert not matches("", "nobody has this password")
    assert matches(hash_password(GOOD), GOOD)


def test_guessing_has_to_wait_longer_and_longer(office: Office) -> None:
    make(office)
    for _ in range(FREE_TRIES):
        with pytest.raises(SignInRefused):
            check_password(office, "wang", OTHER)
    with pytest.raises(SignInRefused) as refused:
        check_password(office, "wang", GOOD)
    assert refused.value.wait_s > 0
    with office.session() as session:
        session.execute(update(User).values(blocked_until=now() - dt.timedelta(seconds=1)))
    assert check_password(office, "wang", GOOD).failures == 0


@pytest.mark.parametrize("name", ["", "a", "Wang", "local", "public", "王", "../etc", "a b", "x" * 80])
def test_a_login_name_is_plain(office: Office, name: str) -> None:
    with pytest.raises(AccountError, match="login name"), office.session() as session:
        add_user(session, LOCAL_ACTOR, name, roles=["mediator"], password=GOOD)


def test_what_cannot_be_is_told(office: Office) -> None:
    make(office)
    with pytest.raises(AccountError, match="there is a user wang already"):
        make(office)
    with pytest.raises(AccountError, match="no role king"):
        make(office, "li", ("king",))
    with pytest.raises(AccountError, match="at least one role"):
        make(office, "li", ())
    with pytest.raises(AccountError, match="there is no user li"), office.session() as session:
        disable(session, LOCAL_ACTOR, "li")
    with office.reading() as session:
        assert [user.name for user in all_users(session)] == ["wang"]


def test_a_session_ends_by_time_by_idleness_and_by_signing_out(office: Office) -> None:
    user = make(office)

    def signed_in() -> str:
        with office.session() as session:
            return sessions.start(session, user).value

    token = signed_in()
    assert sessions.holder(office, token) == user.actor
    assert sessions.holder(office, token + "x") is None
    with office.session() as session:
        assert sessions.end(session, user.actor, token)
    assert sessions.holder(office, token) is None
    for column, moment in (
        (LoginSession.expires, now()),
        (LoginSession.seen, now() - sessions.IDLE - dt.timedelta(seconds=1)),
    ):
        token = signed_in()
        with office.session() as session:
            session.execute(update(LoginSession).values({column: moment}))
        assert sessions.holder(office, token) is None


def test_use_keeps_a_session_awake(office: Office) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user).value
        session.execute(update(LoginSession).values(seen=now() - dt.timedelta(hours=1)))
    assert sessions.holder(office, token) is not None
    with office.reading() as session:
        assert now() - session.scalars(select(LoginSession)).one().seen < dt.timedelta(minutes=1)


def test_a_token_is_not_kept(office: Office) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user).value
    with office.reading() as session:
        assert token not in str(session.execute(text("SELECT * FROM login_sessions")).all())


def test_disabling_shuts_every_door_at_once(office: Office) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user).value
        key, _ = keys.create_key(session, LOCAL_ACTOR, "wang", "report job")
    assert keys.holder(office, key) == user.actor
    with office.session() as session:
        disable(session, LOCAL_ACTOR, "wang", "left")
    assert sessions.holder(office, token) is None
    assert keys.holder(office, key) is None
    with pytest.raises(SignInRefused):
        check_password(office, "wang", GOOD)
    with office.session() as session:
        enable(session, LOCAL_ACTOR, "wang")
    assert check_password(office, "wang", GOOD)
    assert keys.holder(office, key) is None


def test_a_new_password_ends_sessions(office: Office) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user).value
        set_password(session, LOCAL_ACTOR, "wang", OTHER)
    assert sessions.holder(office, token) is None
    assert check_password(office, "wang", OTHER)


def test_roles_change_at_once(office: Office) -> None:
    user = make(office, given=("mediator", "expert"))
    with office.session() as session:
        token = sessions.start(session, user).value
        set_roles(session, LOCAL_ACTOR, "wang", ["expert", "editor"])
    actor = sessions.holder(office, token)
    assert actor is not None and actor.roles == {"expert", "editor"}


def test_a_key_is_shown_once_narrowed_and_revoked(office: Office) -> None:
    make(office, given=("mediator", "administrator"))
    with office.session() as session:
        value, key = keys.create_key(session, LOCAL_ACTOR, "wang", "report job", roles=["mediator"], days=30)
    actor = keys.holder(office, value)
    assert actor is not None and actor.roles == {"mediator"}
    for wrong in (value[:-1], value + "x", value.replace("_", "-"), keys.PREFIX, "", key.lookup):
        assert keys.holder(office, wrong) is None
    with office.reading() as session:
        kept = str(session.execute(text("SELECT * FROM api_keys")).all())
        assert value not in kept and value.rpartition("_")[2] not in kept and "$argon2id$" in kept
    with pytest.raises(AccountError, match="no key"), office.session() as session:
        keys.revoke(session, LOCAL_ACTOR, key.id, of="li")
    with office.session() as session:
        keys.revoke(session, LOCAL_ACTOR, key.id)
    assert keys.holder(office, value) is None


def test_a_key_ends_in_time_and_has_no_role_its_user_lacks(office: Office) -> None:
    make(office)
    with office.session() as session:
        value, _ = keys.create_key(session, LOCAL_ACTOR, "wang", "short", days=1)
        session.execute(update(ApiKey).values(expires=now()))
    assert keys.holder(office, value) is None
    with pytest.raises(AccountError, match="has no role administrator"), office.session() as session:
        keys.create_key(session, LOCAL_ACTOR, "wang", "more", roles=["administrator"])


def test_every_change_of_an_account_is_on_the_trail(office: Office, tmp_path: Path) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user).value
        sessions.end(session, user.actor, token)
        _, key = keys.create_key(session, LOCAL_ACTOR, "wang", "job")
        keys.revoke(session, LOCAL_ACTOR, key.id)
        set_roles(session, LOCAL_ACTOR, "wang", ["expert"])
        set_password(session, LOCAL_ACTOR, "wang", OTHER)
        disable(session, LOCAL_ACTOR, "wang", "离职")
    with pytest.raises(SignInRefused):
        check_password(office, "wang", OTHER)
    with office.reading() as session:
        actions = [entry["action"] for entry in reversed(page(session, AuditFilter(), 100))]
        assert audit.verify(session).ok
    assert actions == [
        "organisation.add", "user.add", "login", "logout", "key.create", "key.revoke", "user.roles", "user.password",
        "user.disable", "login.refused",
    ]  # fmt: skip


def test_a_clock_set_back_ends_sessions_and_locks_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make(office)
    with office.session() as session:
        token = sessions.start(session, user)
    for _ in range(FREE_TRIES + 9):
        with pytest.raises(SignInRefused):
            check_password(office, "wang", "wrong")
        with office.session() as session:
            session.execute(update(User).values(blocked_until=now() + dt.timedelta(seconds=800)))
    earlier = now() - dt.timedelta(days=1)
    for module in ("sessions", "users"):
        monkeypatch.setattr(f"office.accounts.{module}.now", lambda: earlier)
    assert sessions.holder(office, token.value) is None  # it would live a day longer than it may
    assert check_password(office, "wang", GOOD).name == "wang"

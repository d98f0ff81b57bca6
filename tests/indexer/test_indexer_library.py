"""The library of record."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.model import AccessLevel, Document, Kind, Party, Section, SectionRole, Source, Statute
from indexer.library import Library, LibraryError, SourceState
from indexer.library.groups import group_key
from indexer.library.passages import MOST, TARGET, cut_passages
from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer

CENTRE = Viewer(organisation="甲中心", name="centre")
STRANGER = Viewer(organisation="乙中心", name="stranger")


def document(id: str, text: str = "原告起诉。法院判决。", **more: Any) -> Document:
    return Document(**{"id": id, "kind": Kind.JUDGMENT, "title": f"题目{id}", "text": text} | more)


SECRET = document(
    "m-1",
    kind=Kind.MEDIATION,
    access=AccessLevel.RESTRICTED,
    owner="甲中心",
    cited_cases=("(2020)沪74民初1号",),
    identifiers=("调字1号",),
)
JUDGMENT = document(
    "j-1",
    identifiers=("(2020)沪74民初1号",),
    case_number="(2020)沪74民初1号",
    statutes=(Statute("证券法", 85), Statute("民法典")),
    date=dt.date(2020, 5, 1),
)
APPEAL = document(
    "j-2",
    cited_cases=("(2020)沪74民初1号",),
    statutes=(Statute("证券法", 85, start=3),),
    date=dt.date(2021, 5, 1),
)
ARTICLE = document("s-1", kind=Kind.STATUTE, identifiers=("证券法#85",), date=dt.date(2019, 12, 28))


@pytest.fixture
def library(tmp_path: Path) -> Any:
    library = Library.open(tmp_path)
    library.put([SECRET, JUDGMENT, APPEAL, ARTICLE], LOCAL_OWNER)
    yield library
    library.close()


def mark(library: Library, state: SourceState, documents: Sequence[str] = ()) -> None:
    """Remember one file and what it gave."""
    library.mark_sources([state], [(state, id) for id in documents])


def test_put_and_get_back_the_same(library: Library) -> None:
    assert library.get("j-1", PUBLIC) == JUDGMENT
    assert list(library.get_many(["s-1", "x", "j-1", "s-1"], PUBLIC)) == ["s-1", "j-1"]
    assert library.ids() == ["j-1", "j-2", "m-1", "s-1"]


def test_put_counts_new_changed_and_same(library: Library) -> None:
    moved = replace(JUDGMENT, source=Source("elsewhere.txt"))
    changed = replace(APPEAL, cause="期货纠纷")
    result = library.put([moved, changed, document("j-3")], LOCAL_OWNER)
    assert (result.added, result.updated, result.unchanged) == (1, 1, 1)
    assert result.changed_ids == ("j-2", "j-3")


def test_passage_ids_are_kept_or_new_never_reused(library: Library) -> None:
    before = {p.id for p in library.passages(library.ids())}
    library.put([JUDGMENT], LOCAL_OWNER)
    assert {p.id for p in library.passages(library.ids())} == before
    old = {p.id for p in library.passages(["s-1"])}
    library.delete(["s-1"])
    library.put([ARTICLE, replace(APPEAL, title="新")], LOCAL_OWNER)
    fresh = {p.id for p in library.passages(["s-1", "j-2"])}
    assert not fresh & before and not fresh & old
    some = next(iter(fresh))
    assert library.passages_by_id([some, 10**9])[some].id == some


@pytest.mark.parametrize(
    "viewer, sees", [(PUBLIC, False), (STRANGER, False), (CENTRE, True), (LOCAL_OWNER, True)]
)
def test_restricted_documents_do_not_exist_for_others(library: Library, viewer: Viewer, sees: bool) -> None:
    assert (library.get("m-1", viewer) is not None) == sees
    assert bool(library.resolve("调字1号", viewer)) == sees
    assert bool(library.resolve("m-1", viewer)) == sees
    assert ("m-1" in library.cited_by("j-1", viewer)) == sees
    assert ("m-1" in library.citing("(2020)沪74民初1号", viewer)) == sees
    assert library.holdings(viewer).total == 3 + sees
    assert ("mediation" in library.holdings(viewer).kinds) == sees
    assert library.cited_by("m-1", viewer) == []


def test_cited_by_cases_and_articles_newest_first(library: Library) -> None:
    assert library.cited_by("j-1", PUBLIC) == ["j-2"]
    assert library.cited_by("s-1", PUBLIC) == ["j-2", "j-1"]
    assert library.citing("民法典", PUBLIC) == ["j-1"]


def test_resolve_by_identifier_id_and_title(library: Library) -> None:
    for name in ("(2020)沪74民初1号", "j-1", "题目j-1"):
        assert library.resolve(name, PUBLIC) == ["j-1"]
    assert library.resolve("没有", PUBLIC) == []


def test_holdings(library: Library) -> None:
    holdings = library.holdings(PUBLIC)
    assert dict(holdings.kinds) == {"judgment": 2, "statute": 1}
    assert holdings.newest == dt.date(2021, 5, 1) and holdings.law_checked == "2019-12-28"


def test_writing_what_one_may_not_see_is_refused_and_changes_nothing(library: Library) -> None:
    for attempt in (replace(SECRET, access=AccessLevel.PUBLIC), replace(SECRET, owner="乙中心")):
        with pytest.raises(LibraryError, match="m-1"):
            library.put([document("j-9"), attempt], STRANGER)
    with pytest.raises(LibraryError, match="restricted"):
        library.put([replace(SECRET, id="m-2")], STRANGER)
    assert library.get("m-1", LOCAL_OWNER) == SECRET and library.get("j-9", LOCAL_OWNER) is None


def test_pending_survives_and_is_cleared_by_number(library: Library, tmp_path: Path) -> None:
    listed = library.pending()
    assert set(listed) == {"j-1", "j-2", "m-1", "s-1"}
    library.put([replace(JUDGMENT, title="改")], LOCAL_OWNER)
    library.clear_pending(listed)
    assert set(library.pending()) == {"j-1"}
    library.delete(["s-1", "unknown"])
    other = Library.open(tmp_path, create=False)
    assert set(other.pending()) == {"j-1", "s-1"}
    other.close()


def test_changes_are_known_by_generation(library: Library) -> None:
    first = library.generation
    assert library.changed_since(first) == set()
    library.put([replace(JUDGMENT, title="改")], LOCAL_OWNER)
    library.delete(["s-1", "unknown"])
    library.clear_pending(library.pending())
    assert library.changed_since(first) == {"j-1", "s-1"}
    assert library.changed_since(library.generation - 1) == {"s-1"}


def test_generation_grows_with_changes_only(library: Library) -> None:
    first = library.generation
    library.put([JUDGMENT], LOCAL_OWNER)
    assert library.generation == first
    library.delete(["j-1"])
    assert library.generation > first


def test_sources(library: Library) -> None:
    assert library.source_state("a.txt") is None
    state = SourceState("a.txt", 10, 20, "ff", 3, False)
    mark(library, state)
    assert library.source_state("a.txt") == state
    mark(library, SourceState("a.txt", 10, 20, "ff", 4, True))
    assert library.source_state("a.txt") == SourceState("a.txt", 10, 20, "ff", 4, True)


def test_a_library_of_version_1_is_taken_over(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        db.executescript(
            "DROP TABLE source_documents; DROP TABLE left_behind; DROP TABLE sources; DROP TABLE profiles;"
            "DROP TABLE gists; DROP TABLE changes; PRAGMA user_version = 1;"
            "CREATE TABLE sources (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT,"
            " records INTEGER, done INTEGER) WITHOUT ROWID; INSERT INTO sources VALUES ('a', 1, 2, 'ff', 3, 1);"
        )
    db.close()
    library = Library.open(tmp_path)
    assert library.source_state("a") is None  # to be read again, so that it is known what it gave
    mark(library, SourceState("a", 1, 2, "ff", 3, True, "r1"), ["j-1"])
    mark(library, SourceState("a", 1, 2, "fe", 3, True, "r2"), ["j-2"])
    assert library.remove_left_behind(LOCAL_OWNER) == 0  # j-1 is not in the library
    library.close()


def test_missing_foreign_and_newer_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="fengqiao index"):
        Library.open(tmp_path / "none", create=False)
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="is damaged: put it back"):
        Library.open(tmp_path)
    newer = tmp_path / "newer"
    Library.open(newer).close()
    with sqlite3.connect(newer / "library.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="newer version"):
        Library.open(newer)


def test_threads_read_while_one_writes(library: Library) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                assert library.get("j-1", PUBLIC) is not None
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    library.put([document(f"n-{n}") for n in range(50)], LOCAL_OWNER)
    for thread in threads:
        thread.join()
    assert not failures and len(library.ids()) == 54


def test_use_after_close_is_told(library: Library) -> None:
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.ids()


_texts = st.text(st.sampled_from("甲乙丙丁。；，！\n 」”"), max_size=400).map(lambda t: t * 6)


@given(_texts, st.lists(st.integers(0, 2400), max_size=6))
def test_passages_cover_everything_once_within_sections(text: str, borders: list[int]) -> None:
    marks = sorted({min(b, len(text)) for b in borders})
    sections = tuple(Section(SectionRole.FACTS, a, b) for a, b in zip(marks[::2], marks[1::2], strict=False))
    covered = [0] * len(text)
    for section, start, end in cut_passages(document("x", text, sections=sections)):
        assert 0 < end - start <= TARGET + MOST
        if section >= 0:
            assert sections[section].start <= start and end <= sections[section].end
        for at in range(start, end):
            covered[at] += 1
    assert all(count == 1 or (count == 0 and text[at].isspace()) for at, count in enumerate(covered))


def test_passages_end_at_sentences() -> None:
    text = "这是一句不长不短的话用来数一数。" * 100
    cuts = cut_passages(document("x", text))
    assert all(text[end - 1] == "。" for _, _, end in cuts)
    assert all(300 <= end - start <= 600 for _, start, end in cuts[:-1])


def test_parallel_cases_share_a_group_and_others_do_not() -> None:
    def case(name: str, sum_: str, more: str = "") -> Document:
        text = (
            f"本院认为，{name}作为投资者在揭露日之前买入股票并持有至揭露日之后，"
            "其损失与被告的虚假陈述之间存在因果关系，"
            f"被告应当赔偿{name}投资差额损失{sum_}元以及相应的佣金和印花税，因系统风险导致的部分应当予以扣除。"
            f"被告关于{name}系短线投机的抗辩缺乏证据，本院不予采纳。{more}"
        )
        return document(
            name,
            text,
            parties=(Party(name, "原告"),),
            sections=(Section(SectionRole.REASONING, 0, len(text)),),
        )

    assert group_key(case("钱某某", "1,200.5")) == group_key(case("周某", "88")) != ""
    assert group_key(case("钱某某", "1")) != group_key(case("周某", "1", "但原告另有过错应当自负部分责任。"))
    assert group_key(document("short", "本院认为，准许撤诉。")) == ""

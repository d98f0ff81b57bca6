"""Gists give way to official texts and come back, in the library, the engine and the counts."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora.model import AccessLevel, Document, Kind
from corpora.parse.gist import gist_documents
from indexer.engine.filters import Eq
from indexer.ingest import ingest, rebuild, shipped_gists, verify
from indexer.library import Library
from indexer.viewer import LOCAL_OWNER, PUBLIC
from indexer.workspace import Workspace

LAW = """中华人民共和国证券法（2019-12-28）

第八十四条　除依法需要披露的信息之外，信息披露义务人可以自愿披露有关信息。

第八十四条之一　本条为测试而写。

第八十五条　信息披露义务人未按照规定披露信息，致使投资者遭受损失的，应当承担赔偿责任。
"""
GISTS = gist_documents()
COUNT = len(GISTS)


def official(**changes: Any) -> Document:
    text = "第八十五条　正文。"
    made = Document(
        id="s-85", kind=Kind.STATUTE, title="证券法第八十五条", text=text, identifiers=("证券法#85",)
    )
    return replace(made, date=dt.date(2026, 1, 1), **changes)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path)


def gist_ids(library: Library) -> list[str]:
    return library.resolve("证券法#85", PUBLIC)


def test_the_official_text_takes_the_place_and_gives_it_back(library: Library) -> None:
    assert shipped_gists(library) == COUNT
    (gist,) = gist_ids(library)
    held = library.holdings(PUBLIC)
    assert (held.gists, held.kinds["statute"]) == (COUNT, COUNT)
    library.put([official()], LOCAL_OWNER)
    assert gist_ids(library) == ["s-85"] and library.get(gist, LOCAL_OWNER) is None
    held = library.holdings(PUBLIC)
    assert (held.gists, held.kinds["statute"]) == (COUNT - 1, COUNT)
    assert set(library.pending()) >= {gist, "s-85"}
    assert shipped_gists(library) == COUNT - 1
    library.delete(["s-85"])
    assert gist_ids(library) == [gist] and library.holdings(PUBLIC).gists == COUNT


def test_the_order_does_not_matter(library: Library) -> None:
    library.put([official()], LOCAL_OWNER)
    assert shipped_gists(library) == COUNT - 1
    assert gist_ids(library) == ["s-85"]


def test_a_hidden_or_withdrawn_official_text_displaces_nothing(library: Library) -> None:
    shipped_gists(library)
    (gist,) = gist_ids(library)
    library.put([official(access=AccessLevel.RESTRICTED, owner="甲所")], LOCAL_OWNER)
    assert gist_ids(library) == [gist]
    library.put([official()], LOCAL_OWNER)
    assert gist_ids(library) == ["s-85"]
    library.put([official(access=AccessLevel.RESTRICTED, owner="甲所")], LOCAL_OWNER)
    assert gist_ids(library) == [gist]


def test_another_version_of_the_article_is_the_article(library: Library) -> None:
    shipped_gists(library)
    two = [official(), replace(official(), id="s-85-old", date=dt.date(2014, 8, 31))]
    library.put(two, LOCAL_OWNER)
    library.delete(["s-85"])
    assert gist_ids(library) == ["s-85-old"]
    library.delete(["s-85-old"])
    assert len(gist_ids(library)) == 1 and gist_ids(library)[0] not in ("s-85", "s-85-old")


def test_without_gists_stays_without_until_said_otherwise(library: Library) -> None:
    shipped_gists(library)
    assert shipped_gists(library, wanted=False) == 0
    assert library.holdings(LOCAL_OWNER).total == 0 and not library.wants_gists
    assert shipped_gists(library) == 0
    assert shipped_gists(library, wanted=True) == COUNT


def test_a_changed_gist_is_replaced_and_a_dropped_one_goes(library: Library) -> None:
    library.set_gists(GISTS[:2])
    changed = replace(GISTS[0], text="新的要点")
    library.clear_pending(library.pending())
    assert library.set_gists([changed]) == 1
    assert library.get(GISTS[0].id, PUBLIC) == changed and library.get(GISTS[1].id, PUBLIC) is None
    assert set(library.pending()) == {GISTS[0].id, GISTS[1].id}
    library.clear_pending(library.pending())
    before = library.generation
    library.set_gists([changed])
    assert library.generation == before and not library.pending()


def test_the_law_is_checked_to_the_gists_date_while_there_are_gists(library: Library) -> None:
    library.put([official()], LOCAL_OWNER)
    assert library.holdings(PUBLIC).law_checked == "2026-01-01"
    library.set_gists(GISTS[:2])
    earliest = min(g.extra["checked"] for g in GISTS[:2])
    assert library.holdings(PUBLIC).law_checked == earliest != ""
    library.set_gists([replace(GISTS[0], extra={**GISTS[0].extra, "checked": ""})])
    assert library.holdings(PUBLIC).law_checked == ""


def test_through_files_the_engine_follows(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "证券法（2019-12-28）.md").write_text(LAW, encoding="utf-8")
    with Workspace.open(tmp_path / "home", create=True) as workspace:
        shipped_gists(workspace.library)
        assert ingest([source], workspace).added == 3
        assert verify(workspace).ok
        assert workspace.engine.count(viewer=PUBLIC, filter=Eq("identifier", "证券法#85")) == 1
        assert workspace.engine.count(viewer=PUBLIC) == COUNT + 1
        (source / "证券法（2019-12-28）.md").write_text(LAW.partition("第八十五条")[0], encoding="utf-8")
        assert ingest([source], workspace).removed == 1
        assert verify(workspace).ok
        (id,) = workspace.library.resolve("证券法#85", PUBLIC)
        back = workspace.library.get(id, PUBLIC)
        assert back is not None and back.is_gist
        assert workspace.engine.count(viewer=PUBLIC) == COUNT + 1
        assert rebuild(workspace) == COUNT + 1 and verify(workspace).ok

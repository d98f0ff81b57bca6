"""Gists of articles as documents, tied to the official texts."""

import pytest

from corpora.model import GIST, Document, Kind, load_document
from corpora.model.codec import dump_document
from corpora.model.view import parsed_view
from corpora.parse.gist import gist_documents
from corpora.text.numerals import chinese_to_int, int_to_chinese
from corpora.vocab import gists, laws
from tests.shared import needs_shared
from tests.statutes import official_texts, squeezed


def test_every_article_has_one_document_that_says_what_it_is() -> None:
    documents = gist_documents()
    assert len(documents) == len({g.key for g in gists().all()}) >= 132
    assert len({d.id for d in documents}) == len(documents)
    for document in documents:
        assert document.kind is Kind.STATUTE and document.is_gist and not document.fictional
        assert document.title.endswith(GIST) and parsed_view(document)["gist"] is True
        assert load_document(dump_document(document)) == document
    (one,) = (d for d in documents if d.identifiers == ("证券法#85",))
    assert one.title.startswith("证券法第八十五条") and one.date is not None


def test_laws_are_named_as_citations_name_them() -> None:
    assert all(laws().resolve(g.law) == g.law for g in gists().all())
    assert all(g.checked is not None and g.checked > g.version for g in gists().all())


def test_an_ordinary_statute_is_no_gist() -> None:
    assert not Document(id="s", kind=Kind.STATUTE, title="证券法第一条", text="第一条 甲。").is_gist


@pytest.mark.parametrize("value", [1, 10, 11, 20, 85, 101, 110, 206, 1000, 1010, 1035, 1165, 9999])
def test_numerals_go_both_ways(value: int) -> None:
    assert chinese_to_int(int_to_chinese(value)) == value


def test_articles_are_numbered_as_statutes_do() -> None:
    assert [int_to_chinese(n) for n in (10, 15, 110, 206, 1035)] == [
        "十", "十五", "一百一十", "二百零六", "一千零三十五",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="0"):
        int_to_chinese(0)


@needs_shared
def test_gists_join_the_official_texts_and_their_hashes_hold() -> None:
    wanted = {gist.key: gist for gist in gists().all()}
    texts = official_texts(frozenset(wanted))
    assert texts.keys() == wanted.keys()
    same = {key for key, found in texts.items() if any(map(wanted[key].sums_up, found.values()))}
    assert same == {key for key, gist in wanted.items() if gist.sha256}


@needs_shared
def test_no_gist_repeats_a_sentence_of_the_official_text() -> None:
    texts = official_texts(frozenset(gist.key for gist in gists().all()))
    copied = []
    for gist in gists().all():
        own = squeezed(gist.gist).rstrip("。")
        if len(own) > 24 and any(own in squeezed(text) for text in texts[gist.key].values()):
            copied.append(gist.key)
    assert copied == []

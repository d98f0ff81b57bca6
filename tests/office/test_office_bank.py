"""Standard answers: their schema, and that each says what the cited text says."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from corpora.vocab import gists
from corpora.vocab.disputes import dispute_types
from office.bank import ArticleBasis, BankError, load_bank, shipped
from tests.shared import SHARED, needs_shared
from tests.statutes import official_texts, squeezed

PUBLISHED = tuple(entry for entry in shipped() if entry.state == "published")


def test_the_bank_is_large_enough_and_covers_the_dispute_types() -> None:
    assert len(PUBLISHED) >= 240
    covered = {code for entry in PUBLISHED for code in entry.dispute_types}
    assert {kind.code for kind in dispute_types().all()} == covered


def test_no_question_is_asked_by_two_entries() -> None:
    asked = Counter(text for entry in PUBLISHED for text in (entry.question, *entry.variants))
    assert [text for text, times in asked.items() if times > 1] == []
    answers = Counter(entry.short_answer for entry in PUBLISHED)
    assert max(answers.values()) == 1


def test_drafts_say_why_and_published_ones_have_no_doubt() -> None:
    assert all(entry.doubt for entry in shipped() if entry.state == "draft")
    assert not any(entry.doubt for entry in PUBLISHED)
    assert all(entry.review_note.startswith("已对照条文，未经律师复核") for entry in PUBLISHED)


def test_every_article_of_a_published_entry_has_a_gist_with_a_hash() -> None:
    wanted = {basis.key for entry in PUBLISHED for basis in entry.articles}
    shipped_gists = {gist.key: gist for gist in gists().all()}
    assert sorted(wanted - shipped_gists.keys()) == []
    assert sorted(key for key in wanted if not shipped_gists[key].sha256) == []


@needs_shared
def test_cited_articles_exist_and_hold_the_words_of_the_rule() -> None:
    keys = frozenset(basis.key for entry in shipped() for basis in entry.articles)
    texts = official_texts(keys)
    wrong = []
    for entry in shipped():
        for basis in entry.articles:
            versions = texts.get(basis.key, {})
            text = squeezed(versions.get(basis.version.isoformat(), ""))
            if not text and versions:  # a code is kept without a date of its own
                text = squeezed(versions[max(versions)])
            missing = [word for word in basis.keywords if squeezed(word) not in text]
            if missing:
                wrong.append((entry.id, basis.key, basis.version.isoformat(), missing))
    assert wrong == []


@needs_shared
def test_cited_sections_hold_the_words_of_the_rule() -> None:
    assert SHARED is not None
    for entry in shipped():
        for paper in entry.papers:
            text = squeezed((SHARED / "policy" / paper.policy).read_text(encoding="utf-8"))
            assert [word for word in paper.keywords if squeezed(word) not in text] == [], entry.id


def _written(folder: Path, **changes: object) -> Path:
    entry = shipped()[0].model_dump(mode="json", exclude_none=True)
    (folder / "BA-001.yaml").write_text(yaml.safe_dump(entry | changes, allow_unicode=True), encoding="utf-8")
    return folder


def test_an_entry_comes_back_as_written(tmp_path: Path) -> None:
    assert load_bank(_written(tmp_path)) == shipped()[:1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "final"}, "state"),
        ({"dispute_types": ["X99"]}, "X99"),
        ({"variants": ["只有一种问法"]}, "variants"),
        ({"valid_to": "2001-01-01"}, "ends before"),
        (
            {"basis": [{"law": "无此法", "article": 1, "version": "2020-01-01", "keywords": ["甲乙"]}]},
            "无此法",
        ),
        ({"basis": [{"policy": "none.txt", "section": "一、", "keywords": ["甲乙"]}]}, "none.txt"),
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    with pytest.raises(BankError, match=words) as caught:
        load_bank(_written(tmp_path, **changes))
    assert "BA-001.yaml" in str(caught.value)


def test_a_basis_is_known_by_its_article() -> None:
    basis = next(b for b in shipped()[0].basis if isinstance(b, ArticleBasis))
    assert (basis.key, basis.label) == ("证券法#57", "《证券法》第五十七条")

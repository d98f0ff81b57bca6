"""Guides and model documents: what they say stands in the articles, and papers come of the forms."""

import io

import pytest
from docx import Document as read_docx

from office.bank import ArticleBasis, PaperBasis, shipped
from search_api.knowledge import FormError, fill, forms, guides, search
from search_api.knowledge.forms import BLANK
from search_api.knowledge.guides import STEPS
from search_api.papers import to_docx
from tests.shared import SHARED, needs_shared
from tests.statutes import official_texts, squeezed

PUBLISHED = tuple(entry for entry in shipped() if entry.state == "published")


def test_every_step_has_a_guide() -> None:
    assert tuple(guide.step for guide in guides()) == STEPS


@needs_shared
def test_points_and_forms_rest_on_what_the_articles_say() -> None:
    points = [(p.text, p.basis) for guide in guides() for p in guide.points]
    rests = [(form.title, basis) for form in forms() for basis in form.rests_on]
    bases = [(where, basis) for where, basis in points + rests if isinstance(basis, ArticleBasis)]
    texts = official_texts(frozenset(basis.key for _, basis in bases))
    for where, basis in bases:
        text = squeezed(texts[basis.key][basis.version.isoformat()])
        assert [word for word in basis.keywords if squeezed(word) not in text] == [], where
    assert SHARED is not None
    for where, basis in points:
        if isinstance(basis, PaperBasis):
            text = squeezed((SHARED / "policy" / basis.policy).read_text(encoding="utf-8"))
            assert [word for word in basis.keywords if squeezed(word) not in text] == [], where


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_a_form_becomes_a_word_file(form: object) -> None:
    (known,) = (one for one in forms() if one is form)
    values = {field.name: f"示例{field.name}" for field in known.fields}
    paper = fill(known.id, values)
    text = "\n".join(p.text for p in read_docx(io.BytesIO(to_docx(paper))).paragraphs)
    assert known.title in text
    everything = text + "".join(value for _, value in paper.facts)
    assert all(value in everything for value in values.values())


def test_forms_say_what_is_missing() -> None:
    with pytest.raises(FormError, match="调解组织"):
        fill("agreement", {"mediator": "示例"})
    with pytest.raises(FormError, match="没有这种"):
        fill("none", {})
    with pytest.raises(FormError, match="没有“x”"):
        fill("agreement", {"x": "1"})
    assert BLANK in str(fill("agreement", {}, draft=True).blocks)


def test_filled_in_words_are_not_read_as_a_template() -> None:
    paper = fill("agreement", {"facts": "{{ 7*7 }}{% for x in y %}"}, draft=True)
    assert "{{ 7*7 }}" in str(paper.blocks)


def test_bank_guides_and_forms_are_found_together() -> None:
    found = search("司法确认申请书", PUBLISHED)
    assert {"guide", "form"} <= {one.kind for one in found}
    assert found[0].kind == "form" and found[0].id == "confirmation"
    assert search("盗刷", PUBLISHED)[0].kind == "entry"
    assert search("……", PUBLISHED) == []

"""Fifty-nine drafts of releases with planted leaks: what the checks find, what they miss and where they cry for nothing.

``pytest -s tests/search_api/test_search_api_release_leaks.py`` prints the table.
"""

import io
import zipfile
from collections import Counter

import pytest

from corpora.model.errors import CorpusError
from search_api.releases.filecheck import read_file, texts_of, unread
from search_api.releases.findings import Level
from search_api.releases.finished import file_findings
from tests.search_api.planting import (
    IN_DRAFT,
    Planted,
    labels,
    outcome,
    planted_file,
    redacted,
    source,
    unplanted,
)

LATER = "release-leaks-2.yaml"
"""Drafts that plant in other ways than the first forty."""
_KINDS = {
    "full_name", "short_name", "alias", "apart", "wide", "covered", "case_number", "phone", "rare_fact",
}  # fmt: skip


def test_the_labels_are_forty_over_many_documents_and_places() -> None:
    clean = [label for label in labels() if label.level == "clean"]
    assert len(labels()) == len({label.id for label in labels()}) == 40 and len(clean) == 6
    assert len({label.document for label in labels()}) >= 25
    assert {label.kind for label in labels() if label.level != "clean"} == _KINDS
    assert all(label.leak in label.text for label in labels())
    assert all(bool(label.leak) == (label.level in ("block", "warn")) for label in labels())
    assert all(label.leak not in source(label.document).text for label in labels() if label.kind == "phone")


def test_the_later_labels_plant_in_other_ways() -> None:
    clean = [label for label in labels(LATER) if label.level == "clean"]
    assert (len(labels(LATER)), len(clean)) == (19, 3)
    assert all(label.leak in label.text for label in labels(LATER))
    assert not {label.place for label in labels(LATER)} <= {label.place for label in labels()}


@pytest.mark.parametrize("label", (*labels(), *labels(LATER)), ids=lambda label: label.id)
def test_a_planted_leak_is_found_and_a_clean_draft_let_through(label: Planted) -> None:
    got = outcome(label)
    print(f"| {label.id} | {label.place} | {label.kind} | {got} |")
    if label.level == "clean":
        assert got == ("false alarm" if label.false_alarm else "quiet")
    else:
        assert got == ("missed" if label.missed else "found")


def test_nothing_blocks_a_redacted_draft_before_anything_is_planted() -> None:
    drafts = dict.fromkeys((label.document, label.form) for label in labels())
    left = {draft: [f.message for f in unplanted(*draft) if f.level is Level.BLOCK] for draft in drafts}
    assert {draft: messages for draft, messages in left.items() if messages} == {}


@pytest.mark.parametrize("place", ["text_box", "custom", "first_header", "link"])
def test_every_text_of_a_file_has_a_place_of_its_own(place: str) -> None:
    label = next(label for label in labels() if label.place == place)
    name, data = planted_file(label, redacted(label.document, label.form))
    texts = texts_of(name, data)
    assert any(label.leak in text for text in texts.values())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        properties = [part for part in archive.namelist() if part.startswith("docProps/")]
    assert len(Counter(place.split()[0] for place in texts)) >= 3 and properties


def test_files_inside_the_file_and_sources_out_of_sight_are_told() -> None:
    label = next(label for label in labels() if label.place not in IN_DRAFT)
    name, data = planted_file(label, redacted(label.document, label.form))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/embeddings/book.xlsx", b"any")
    assert unread(name, out.getvalue()) == ["word/embeddings/book.xlsx"]
    codes = {f.code: f.level for f in file_findings([], read_file(out.getvalue(), name), missing=2)}
    assert codes["embedded_file"] is Level.WARN and codes["source_gone"] is Level.BLOCK


def test_numbers_of_anybody_block_unless_they_were_let_stay() -> None:
    label = next(label for label in labels() if label.kind == "phone")
    name, data = planted_file(label, redacted(label.document, label.form))
    assert [f.code for f in file_findings([], read_file(data, name))] == ["personal"]
    assert file_findings([], read_file(data, name), kept=(label.leak,)) == []


def test_what_is_no_docx_is_refused() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("a.txt", "x")
    for data in (b"no zip", empty.getvalue()):
        with pytest.raises(CorpusError):
            texts_of("a.docx", data)

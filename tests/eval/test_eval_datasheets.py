"""What ships beside the queries: a datasheet, and verdicts of a second reader that count as it says."""

import json
import re

import pytest

from eval.prepare.queries import read_queries
from eval.prepare.shipped import CASES, NAMES, STATUTES, shipped_folder


@pytest.mark.parametrize("name", NAMES)
def test_every_collection_has_a_datasheet_with_licence_and_weaknesses(name: str) -> None:
    text = (shipped_folder(name) / "README.md").read_text("utf-8")
    assert "Apache-2.0" in text and "## Known weaknesses" in text and "language model" in text


@pytest.mark.parametrize("name", [STATUTES, CASES])
def test_the_verdicts_of_the_second_reader_are_those_of_the_datasheet(name: str) -> None:
    folder = shipped_folder(name)
    rows = [json.loads(line) for line in (folder / "second-reading.jsonl").read_text("utf-8").splitlines()]
    assert len({row["query"] for row in rows}) == 50
    assert {row["query"] for row in rows} <= {query.id for query in read_queries(folder)}
    assert all(row["reason"] for row in rows)
    stated = re.search(
        r"\*\*(\d+) right, (\d+) partly, (\d+) wrong\*\*", (folder / "README.md").read_text("utf-8")
    )
    assert stated is not None
    counted = [sum(row["verdict"] == verdict for row in rows) for verdict in ("right", "partly", "wrong")]
    assert [int(number) for number in stated.groups()] == counted

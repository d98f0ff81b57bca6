"""Systems by name and from files."""

from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.systems import load_system


def test_the_order_of_authority_is_a_system_of_its_own(tmp_path: Path) -> None:
    assert load_system("hybrid").sort == "relevance" and load_system("authority").sort == "authority"
    file = tmp_path / "mine.toml"
    file.write_text('sort = "authority"\nhome_court = "上海金融法院"\n', encoding="utf-8")
    mine = load_system(str(file))
    assert (mine.name, mine.sort, mine.home_court) == ("mine", "authority", "上海金融法院")


@pytest.mark.parametrize("content", ['sort = "date"', 'order = "authority"', "sort ="])
def test_a_file_with_anything_else_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvalError):
        load_system(str(file))

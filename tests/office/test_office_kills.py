"""Programs killed in the middle of a write; the long form is ``python -m tests.kills``."""

from pathlib import Path

import pytest

from tests.kills import SCENES, storm

KILLS = 4


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
def test_killed_at_random_moments_nothing_is_lost(name: str, tmp_path: Path) -> None:
    assert storm(SCENES[name](tmp_path), KILLS, seed=20).kills == KILLS

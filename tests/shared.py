"""Where the development material lies, if this machine has it."""

import os
from pathlib import Path

import pytest

_CANDIDATES = (
    os.environ.get("FENGQIAO_SHARED", ""),
    str(Path(__file__).resolve().parents[2] / "shared"),
)

SHARED: Path | None = next((Path(c) for c in _CANDIDATES if c and (Path(c) / "data").is_dir()), None)
"""Folder with ``data/`` and ``models/``; ``None`` where it is absent."""

needs_shared = pytest.mark.skipif(
    SHARED is None, reason="the development material (FENGQIAO_SHARED) is not on this machine"
)

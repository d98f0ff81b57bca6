"""The bundle for closed networks: made once, installed with every package index switched off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.bundle import make_bundle


@pytest.mark.slow
def test_a_bundle_installs_and_runs_without_an_index(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path / "bundle")
    names = [wheel.name for wheel in (bundle / "wheels").iterdir()]
    assert any(name.startswith("fengqiao-") for name in names)
    assert all(name.endswith(".whl") for name in names)
    dead = {"PIP_INDEX_URL": "http://127.0.0.1:9/none", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")} | dead
    subprocess.run(["sh", "install.sh", sys.executable], cwd=bundle, env=environment, check=True, timeout=600)
    shown = subprocess.run(
        [bundle / "venv" / "bin" / "fengqiao", "demo", "--once", "--home", str(tmp_path / "home")],
        cwd=tmp_path, env=environment, check=True, timeout=300, capture_output=True, text=True,
    )  # fmt: skip
    assert "示例库就绪" in shown.stdout
    assert "【示例】" in shown.stdout

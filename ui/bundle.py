"""``make bundle``: one folder that installs and runs on a machine without a package index."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

INSTALL = """\
#!/bin/sh
# Installs Fengqiao into ./venv from this folder alone. Usage: sh install.sh [PYTHON]
set -eu
cd "$(dirname "$0")"
PYTHON="${1:-python3}"
"$PYTHON" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels fengqiao
echo "Installed. Start with: ./venv/bin/fengqiao demo"
"""

GUIDE = """\
# 枫桥 离线安装包

本文件夹包含程序、全部依赖包（wheels）、检索所用的编码模型和示例库，安装时不需要联网。

1. 机器上需有 Python {version}（与制作本安装包时相同）和 {platform} 系统。
2. 在本文件夹中运行 `sh install.sh`（可在后面写明 Python 的路径）。
3. 运行 `./venv/bin/fengqiao demo`：索引示例库，演示一次类案检索，然后启动服务和网页。
4. 浏览器打开 http://127.0.0.1:8501 。

用自己的文书建库：`./venv/bin/fengqiao index 文件夹 --home 数据目录`。
"""


def make_bundle(out: Path, python: str = sys.executable) -> Path:
    """Write the bundle.

    Args:
        out: Folder to make; an older one is replaced.
        python: Interpreter whose pip gathers the wheels; the bundle serves the same version and platform.

    Returns:
        The folder.

    Raises:
        subprocess.CalledProcessError: pip could not gather or build a wheel.
    """
    if out.exists():
        shutil.rmtree(out)
    wheels = out / "wheels"
    wheels.mkdir(parents=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    locked = ROOT / "requirements" / "default.txt"
    subprocess.run([*pip, "wheel", "-r", str(locked), "-w", str(wheels)], check=True)
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", str(ROOT), "-w", str(wheels)], check=True
    )
    (out / "install.sh").write_text(INSTALL, encoding="utf-8")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    guide = GUIDE.format(version=version, platform=sys.platform)
    (out / "安装说明.md").write_text(guide, encoding="utf-8")
    return out


def main() -> None:
    """Entry point of ``python -m ui.bundle``."""
    parser = argparse.ArgumentParser(description="Write a folder that installs without a package index.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "fengqiao-bundle")
    parser.add_argument("--python", default=sys.executable)
    arguments = parser.parse_args()
    out = make_bundle(arguments.out, arguments.python)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    sys.stdout.write(f"{out}: {size / 1e6:.0f} MB\n")


if __name__ == "__main__":
    main()

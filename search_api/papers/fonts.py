"""A Chinese font to embed in PDF files: the one that the user names, else one that systems usually have."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VARIABLE = "FENGQIAO_PDF_FONT"
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "C:/Windows/Fonts",
    "/System/Library/Fonts", "/Library/Fonts",
)  # fmt: skip
_NAMES = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "NotoSerifCJK-Regular.ttc", "msyh.ttc",
    "simsun.ttc", "simhei.ttf", "Songti.ttc", "STHeiti Light.ttc", "PingFang.ttc", "wqy-microhei.ttc",
    "wqy-zenhei.ttc", "uming.ttc",
)  # fmt: skip


_SERIF = (
    "NotoSerifCJK-Regular.ttc", "NotoSerifSC-Regular.otf", "NotoSerifSC-Regular.ttf", "SourceHanSerifSC-Regular.otf",
    "SourceHanSerifCN-Regular.otf", "simsun.ttc", "Songti.ttc",
)  # fmt: skip
"""宋体, in which running text is set beside headings in 黑体."""


class NoChineseFont(Exception):
    """There is no font with Chinese characters on this machine to embed; the message is for the user."""

    code = "no_chinese_font"

    def __init__(self) -> None:
        super().__init__(
            "本机没有可嵌入的中文字体，无法生成 PDF。请管理员安装 Noto Sans CJK（Debian 软件包 fonts-noto-cjk），"
            f"或用环境变量 {VARIABLE} 指明字体文件；也可以改为导出 .docx"
        )


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and the face in it (0 unless it is a collection)."""

    path: Path
    number: int = 0


@cache
def chinese_face() -> Face:
    """The font to embed; for simplified glyph forms where a collection has several.

    Raises:
        NoChineseFont: none was found.
    """
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else _found(_NAMES)
    if path is None or not path.is_file():
        raise NoChineseFont
    return _face(path)


@cache
def text_face() -> Face:
    """The font of running text: a 宋体 where there is one and the user names no font, else that of the headings.

    Raises:
        NoChineseFont: none was found.
    """
    path = None if os.environ.get(VARIABLE) else _found(_SERIF)
    return chinese_face() if path is None else _face(path)


def _face(path: Path) -> Face:
    return Face(path, _simplified(path) if path.suffix.lower() in (".ttc", ".otc") else 0)


def _found(wanted: Sequence[str]) -> Path | None:
    held: dict[str, Path] = {}
    for folder in _FOLDERS:
        for root, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                held.setdefault(name.lower(), Path(root) / name)
    return next((held[name.lower()] for name in wanted if name.lower() in held), None)


def _simplified(path: Path) -> int:
    from fontTools.ttLib import TTCollection

    with TTCollection(str(path), lazy=True) as collection:
        names = [str(font["name"].getDebugName(1)) for font in collection.fonts]
    return next((at for at, name in enumerate(names) if name.endswith((" SC", " CN"))), 0)

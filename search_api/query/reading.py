"""What kind of thing was put into the box. Shares are by rule, not calibrated: they say how plain the signs are."""

import re
from typing import Literal, NamedTuple

from corpora.citations import find_statutes
from corpora.identifiers import find_identifiers
from corpora.model import Document, Kind
from indexer.viewer import Viewer
from search_api.retrieval.context import Context
from search_api.retrieval.fusion import STORY

ReadingName = Literal["case_number", "statute", "title", "words", "case"]
LABELS: dict[ReadingName, str] = {
    "case_number": "案号或案例编号",
    "statute": "法律条文",
    "title": "文书标题",
    "words": "检索词或问题",
    "case": "案情文字",
}
_STORY_SIGNS = re.compile(
    r"原告|被告|申请人|投诉人|起诉|诉讼请求|事实与理由|本院认为|经审理查明|判决如下|调解"
)
_OPERATORS = re.compile(r'["“”「」]|(?:^|\s)-\S|(?:^|\s)[A-Za-z_\u4e00-\u9fff]{2,6}[:：]\S')
SHORTEST_CASE = 60
"""Characters from which a text may be a case rather than a question."""


class Reading(NamedTuple):
    """A way to read the box, with a share in [0, 1]; the shares of all readings add up to 1."""

    name: ReadingName
    share: float


def readings(context: Context, text: str, document: Document, viewer: Viewer) -> list[Reading]:
    """Ways to read the text, likeliest first."""
    plain = text.strip()
    signs: dict[ReadingName, float] = {"words": 0.5}
    library = context.workspace.library
    size = max(1, len("".join(plain.split())))
    if size <= 2 * STORY:
        numbers = find_identifiers(plain)
        covered = sum(n.end - n.start for n in numbers) / size
        if numbers:
            held = any(library.resolve(n.canonical, viewer) for n in numbers)
            signs["case_number"] = (8.0 if held else 4.0) * covered + (0.5 if held else 0.2)
        cited = [s for s in find_statutes(plain) if s.law and s.article is not None and s.end > s.start >= 0]
        if cited:
            covered = sum(s.end - s.start for s in cited) / size
            signs["statute"] = 6.0 * covered + 0.2
            signs["words"] += 4.0 * (1.0 - min(1.0, covered)) * (covered < 0.9)
        named = signs.get("statute", 0.0) > 4.0 or "case_number" in signs
        if not named and 4 <= len(plain) <= 120 and library.resolve(plain, viewer):
            signs["title"] = 12.0
    signs["case"] = _case(plain, size, document)
    if _OPERATORS.search(plain) and size <= STORY:
        signs["words"] += 2.0
    total = sum(signs.values())
    found = [Reading(name, round(share / total, 3)) for name, share in signs.items() if share / total >= 0.02]
    return sorted(found, key=lambda reading: (-reading.share, reading.name))


def _case(plain: str, size: int, document: Document) -> float:
    """How much it looks like a case told."""
    if size < SHORTEST_CASE:
        return 0.0
    sign = 0.3 if size < STORY else 3.0
    sign += 0.3 * min(5, len(_STORY_SIGNS.findall(plain)))
    sign += 4.0 if document.kind is not Kind.OTHER else 0.0
    return sign + (2.0 if document.sections else 0.0) + (0.5 if plain.count("\n") > 2 else 0.0)

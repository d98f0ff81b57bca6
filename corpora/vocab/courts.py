"""Courts: level and region from a name or a code."""

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpora.identifiers.court_code import level_of, region_of
from corpora.model import Court, CourtLevel
from corpora.text import fold
from corpora.vocab.files import load_entries


class Region(BaseModel):
    """A province-level region with its code character and cities."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    code: str
    name: str
    full: str
    cities: tuple[str, ...]


class SpecialCourt(BaseModel):
    """A court listed by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    code: str
    level: CourtLevel
    region: str = ""
    also: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    regions: tuple[Region, ...]
    special: tuple[SpecialCourt, ...]


_COURT = re.compile(r"法院(?:.{0,12}(?:法庭|分院))?$")
_INTERMEDIATE = re.compile(r"中级|(?:金融|知识产权|海事)法院|铁路运输中级")
_NAME = re.compile(
    r"(?:最高人民法院(?:第[一二三四五六]巡回法庭|知识产权法庭)?|[\u4e00-\u9fa5]{2,30}?(?:人民法院(?:[\u4e00-\u9fa5]{2,8}分院)?"
    r"|金融法院|海事法院|知识产权法院|互联网法院|铁路运输(?:中级)?法院))"
)


class Courts:
    """Lookup of courts by name, by code and of regions by place name."""

    def __init__(self, regions: tuple[Region, ...], special: tuple[SpecialCourt, ...]) -> None:
        self._regions = regions
        self._by_name = {n: s for s in special for n in (s.name, *s.also)}
        self._by_code = {s.code: s for s in special if s.code}
        starts = [(word, r.name) for r in regions for word in (r.full, r.name)]
        starts.append(("兵团", "新疆兵团"))
        self._starts = sorted(starts, key=lambda pair: -len(pair[0]))
        self._cities = [(city, region.name) for region in regions for city in region.cities]

    def regions(self) -> tuple[Region, ...]:
        """All province-level regions."""
        return self._regions

    def lookup(self, name: str) -> Court | None:
        """The court of this name with level and region; ``None`` if the words do not name a court.

        Level by rule: 最高, 高级, 中级 (also financial, maritime and IP courts), otherwise basic.
        """
        name = "".join(fold(name).split()).removeprefix("中华人民共和国")
        special = self._by_name.get(name)
        if special is not None:
            return Court(special.name, special.level, special.region)
        if not _COURT.search(name):
            return None
        return Court(name, _level(name), self.region(name))

    def by_code(self, code: str) -> Court | None:
        """The court of a 案号's court code; a court that is not listed has an empty name."""
        special = self._by_code.get(code)
        if special is not None:
            return Court(special.name, special.level, special.region)
        level = level_of(code)
        if level is None or not (region_of(code) or code.startswith("最高法")):
            return None
        return Court("", level, region_of(code))

    def region(self, name: str) -> str:
        """Short name of the province-level region that a name begins with or contains, or empty."""
        for word, region in self._starts:
            if name.startswith(word):
                return region
        hits = [(at, -len(city), region) for city, region in self._cities if (at := name.find(city)) >= 0]
        if hits:
            return min(hits)[2]
        inner = [(at, region) for word, region in self._starts if (at := name.find(word)) >= 0]
        return min(inner)[1] if inner else ""

    def find(self, text: str) -> list[tuple[Court, int, int]]:
        """Courts named in a short text (a title, a heading) with their spans."""
        found = []
        for match in _NAME.finditer(fold(text)):
            court = self.lookup(match.group())
            if court is not None:
                found.append((court, match.start(), match.end()))
        return found


def _level(name: str) -> CourtLevel:
    if name.startswith("最高"):
        return CourtLevel.SUPREME
    if "高级" in name:
        return CourtLevel.HIGH
    return CourtLevel.INTERMEDIATE if _INTERMEDIATE.search(name) else CourtLevel.BASIC


@lru_cache(maxsize=1)
def courts() -> Courts:
    """The vocabulary of courts."""
    data = load_entries("courts.yaml", TypeAdapter(_File))
    return Courts(data.regions, data.special)

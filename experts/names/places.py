"""Places before trade names, and where a trade name ends."""

import re
from functools import cache, lru_cache

from corpora.vocab.courts import courts
from experts.names.vocabulary import trades

_PLACE = re.compile(
    r"^((?:[\u3400-\u9fff]{1,6}?(?:特别行政区|自治区|省))?(?:[\u3400-\u9fff]{2,5}?(?:自治州|地区|市|盟))?"
    r"(?:[\u3400-\u9fff]{2,4}?(?:自治县|新区|区|县|旗))?)"
)


@lru_cache(maxsize=20_000)
def split(stem: str) -> tuple[str, str]:
    """Trade name and trade; an empty trade name where the whole is made of words of trades."""
    known = trades()
    ok = {len(stem)}
    for at in range(len(stem) - 1, -1, -1):
        if any(stem[at:end] in known.words for end in ok if at < end <= at + known.longest):
            ok.add(at)
    starts = sorted(ok)
    if starts[0] == 0 and len(starts) > 1:
        later = [at for at in starts[1:-1] if at >= 2]
        return (stem[: later[0]], stem[later[0] :]) if later and stem not in known.words else ("", stem)
    at = next(at for at in starts if at >= 2 or at == len(stem))
    return stem[:at], stem[at:]


def take_place(rest: str) -> tuple[str, str]:
    """A place before the trade name, real or built like one, and what follows it."""
    place = match[1] if (match := _PLACE.match(rest)) else ""
    if place and len(split(rest[len(place) :])[0]) < 2 and split(rest[len(place) :])[1] == "":
        place = ""
    rest = rest[len(place) :]
    again = True
    while again:
        again = False
        for region in _regions():
            if rest.startswith(region) and len(split(rest[len(region) :])[0]) >= 2:
                place, rest, again = place + region, rest[len(region) :], True
                break
    return place, rest


@cache
def _regions() -> tuple[str, ...]:
    names = {"中国", "中华"}
    for region in courts().regions():
        names |= {region.name, region.full, *region.cities}
        names |= {city.removesuffix("市") for city in region.cities if len(city) > 2}
    return tuple(sorted(names, key=len, reverse=True))


def bare_place(place: str) -> str:
    """A place without 省, 市, 县 … at its end."""
    return re.sub(r"(?<=..)(特别行政区|自治区|自治州|省|市|区|县|州|盟|旗)$", "", place)


def is_region(word: str) -> bool:
    """Whether a word is the name of a real province or city."""
    return word in _regions()


def places_agree(a: str, b: str) -> bool:
    """Whether two places may be one (one of them left off, or with and without its province)."""
    short, long = sorted((re.sub(r"[省市区县州盟旗]|自治", "", p) for p in (a, b)), key=len)
    return short in long

"""Names of laws: full, short and as people write them."""

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpora.text import fold
from corpora.vocab.files import load_entries, load_lines

_VERSION = re.compile(
    r"\((?:中华人民共和国|主席令|法释)?(?:\d{4}|[〇零一二三四五六七八九]{4})?年?(?:\d{1,2}月)?(?:第?[一二三四五六七八九十]+次)?"
    r"(?:修[正订改]|修正案|修正本|颁布|公布|施行|实施|发布|通过|版|本|文本)*\d{0,4}\)$"
)
_COUNTRY = re.compile(r"(^|[《〈<]|适用|执行|关于|院|部)中华人民共和国(?!成立)")
_OUTER = re.compile(r"^[《〈<](.*)[》〉>]$")
_ISSUER = re.compile(
    r"^最高人民法院(?:、?最高人民检察院)?(?:印发)?(?=关于|《)"
    r"|^全国人民代表大会常务委员会(?=关于)|^国务院(?=关于)"
)


class Law(BaseModel):
    """A law with the names it goes by."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    """Full name without 《》 and 中华人民共和国."""
    short: tuple[str, ...] = ()


def clean_law_name(name: str) -> str:
    """A law's name as :class:`~corpora.model.Statute` keeps it.

    Without outer 《》, 中华人民共和国, spaces and a version in brackets such as （2017年修正）; nested
    brackets become 《》 and round ones full-width.
    """
    name = "".join(fold(name).split())
    while (shorter := _without_outer(_VERSION.sub("", name))) != name:
        name = shorter
    name = _COUNTRY.sub(r"\1", name)
    return name.translate(str.maketrans("<>〈〉()", "《》《》（）"))


def _without_outer(name: str) -> str:
    outer = _OUTER.match(name)
    if outer is None:
        return name
    depth = 0
    for char in outer[1]:
        depth += (char in "《〈<") - (char in "》〉>")
        if depth < 0:  # two names side by side
            return name
    return outer[1]


def _key(name: str) -> str:
    return re.sub('[《》、,，“”"]', "", clean_law_name(name))


class Laws:
    """All known laws."""

    def __init__(self, laws: tuple[Law, ...], names: tuple[str, ...]) -> None:
        self._laws = laws
        self._full: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for name in [*(law.name for law in laws), *names]:
            self._full.setdefault(_key(name), name)
        for name in [*(law.name for law in laws), *names]:
            bare = _ISSUER.sub("", name)
            if bare != name and len(bare) > 6:
                self._full.setdefault(_key(bare), name)
        for law in laws:
            for short in law.short:
                self._full.setdefault(_key(short), law.name)
            if law.short:
                self._short[law.name] = law.short[0]
        self._longest = max(map(len, self._full))

    def all(self) -> tuple[Law, ...]:
        """Laws that have a short name in the vocabulary."""
        return self._laws

    def names(self) -> tuple[str, ...]:
        """Every full name."""
        return tuple(sorted(set(self._full.values())))

    def resolve(self, name: str) -> str | None:
        """Full name of a law by its full or short name, with or without 《》 and 中华人民共和国."""
        return self._full.get(_key(name))

    def short(self, name: str) -> str:
        """Usual short name of a law, or the full name if it has none."""
        full = self.resolve(name) or clean_law_name(name)
        return self._short.get(full, full)

    def at_end(self, text: str) -> tuple[str, int] | None:
        """The longest known name that a text ends with: (full name, its length in ``text``)."""
        for size in range(min(len(text), self._longest + 7), 1, -1):
            tail = text[-size:]
            full = self._full.get(tail)
            if full is None and size > 8 and tail.startswith("中华人民共和国"):
                full = self._full.get(tail[7:])
            if full is not None:
                return full, size
        return None


@lru_cache(maxsize=1)
def laws() -> Laws:
    """The vocabulary of laws."""
    return Laws(load_entries("laws.yaml", TypeAdapter(tuple[Law, ...])), load_lines("law_names.txt"))

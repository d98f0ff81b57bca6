"""Pseudonyms that keep the surname (法释〔2016〕19号 art. 9), one for each name and one name for each."""

from collections import Counter
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import count

from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.masked import is_masked

_STEMS = "甲乙丙丁戊己庚辛壬癸"


def extend(pseudonyms: MutableMapping[str, str], names: Iterable[str], text: str) -> None:
    """Give every new name a pseudonym that no other name has and ``text`` does not hold already.

    The only bearer of a surname becomes 李某; several become 张某甲, 张某乙 … in order of appearance, and
    张某11 after the tenth. A name that is masked already is its own.
    """
    new = [name for name in dict.fromkeys(names) if name not in pseudonyms]
    pseudonyms.update({name: name for name in new if is_masked(name, text)})
    new = [name for name in new if name not in pseudonyms]
    bearers = Counter(stem(name) for name in {*pseudonyms, *new})
    used = set(pseudonyms.values())
    for name in new:
        begin = stem(name)
        for candidate in _candidates(begin, alone=bearers[begin] == 1):
            if candidate not in used and candidate not in text:
                break
        pseudonyms[name] = candidate
        used.add(candidate)


def stem(name: str) -> str:
    """What of a name stays: the surname, or the first character of a foreign name."""
    return name[:2] if name[:2] in lexicon().compound and len(name) > 2 else name[:1]


def _candidates(begin: str, *, alone: bool) -> Iterator[str]:
    if alone:
        yield f"{begin}某"
    for letter in _STEMS:
        yield f"{begin}某{letter}"
    for number in count(len(_STEMS) + 1):
        yield f"{begin}某{number}"

"""One wrong character in the words of the trade or of the legal form."""

from corpora.text.dictionary import dictionary
from experts.names.parts import Name
from experts.names.vocabulary import trades


def misprinted(a: Name, b: Name) -> bool:
    """Whether two firms differ by one character that makes a word of trade or form into no sensible word.

    期贷 for 期货 does; 银杏 for 银行 does not, nor does any other character in a trade name.
    """
    if len(a.key) != len(b.key) or a.key == b.key:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(a.key, b.key, strict=True)) if x != y]
    if len(wrong) != 1:
        return False
    at = wrong[0]
    return any(_in_words(right, at) and not _sensible(other.key, at) for right, other in ((a, b), (b, a)))


def _in_words(name: Name, at: int) -> bool:
    start = name.key.find(name.stem)
    return bool(name.trade) and start >= 0 and at >= start + len(name.brand)


def _sensible(key: str, at: int) -> bool:
    is_word = dictionary()
    pairs = [key[i : i + 2] for i in (at - 1, at) if i >= 0 and i + 2 <= len(key)]
    return any(pair in trades().words or is_word(pair) for pair in pairs)

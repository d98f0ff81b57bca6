"""Whether a string is a word of the dictionary that texts are segmented with."""

from collections.abc import Callable
from functools import cache


@cache
def dictionary() -> Callable[[str], bool]:
    """Whether the dictionary has a word; loaded late, because it takes a moment and few texts need it."""
    try:
        import rjieba
    except ImportError:  # no wheel for this machine: the same dictionary in pure Python
        import jieba

        words, _ = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
        return lambda word: bool(words.get(word))
    has_word: Callable[[str], bool] = rjieba.Jieba().has_word
    return has_word

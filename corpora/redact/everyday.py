"""Names that are words as well (粟米, 边疆), or that two words make between them (转向/雨天): whether one is meant."""

import re
from collections.abc import Sequence

from corpora.text.dictionary import dictionary

_LONGEST = 2
"""Characters of a name that can be an everyday word; longer ones are none."""
_BEFORE = re.compile(
    r"(?:^|[\s，。、；：:（(“《〈/_\-—·]|原告|被告|第三人|申请人|上诉人|被保险人|投保人|代理人|负责人|代表人|证人|律师|法官|审判[员长]|书记员"
    r"|调解员|当事人|客户|投资者|经理|员工|持卡人|借款人|由|与|和|向|被|给|对|经|为)$"
)
_AFTER = re.compile(
    r"^(?:$|[\s，。、；：:）)”》〉/_\-—·]|诉|称|与|和|及|等|认为|主张|表示|提出|答|问|说|要求|请求|起诉|申请|同意|收到|到庭|购买|签"
    r"|律师|先生|女士|法官|调解员|经理|某|案)"
)
_NEAR = 3
"""Characters on either side by which a passage is known to come from the source."""


def meant(text: str, start: int, end: int, sources: Sequence[str] = ()) -> bool:
    """Whether ``text[start:end]``, which is somebody's name, is meant as one there.

    It is, unless it is a word of two characters that stands among other words like any word, or the end of one word
    and the beginning of the next; what stands so in the source too is always meant.

    Args:
        text: A text.
        start: Code point.
        end: Code point, exclusive.
        sources: Texts of the sources, in which every mention is one.
    """
    name = text[start:end]
    if len(name) != _LONGEST or any(
        text[max(0, start - _NEAR) : end + _NEAR] in source for source in sources
    ):
        return True
    is_word = dictionary()
    before, after = text[max(0, start - 4) : start], text[end : end + 3]
    if before and after and is_word(before[-1] + name[0]) and is_word(name[-1] + after[0]):
        return False
    if not is_word(name):
        return True
    return bool(_BEFORE.search(before) and _AFTER.search(after))

"""Names that are masked already (张某甲, 李某某, 陈×乙, 周甲): found so that all is accounted for; they stay."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpora.redact.lexicon import lexicon
from corpora.redact.recognisers.shapes import HAN, role_before
from corpora.text.dictionary import dictionary
from corpora.vocab.courts import courts

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FIRST_STEMS = "甲乙"
_CROSS = "×✕ＸｘXx＊*○〇"
_ORDER = rf"(?:[{_STEMS}](?!方)|[（(][{_STEMS}][）)]|\d{{1,2}}(?![\d年月日]))"
_MASKED = re.compile(rf"[{HAN}·]{{1,10}}\d{{0,2}}(?:某|[{_CROSS}])")
_NO_PERSON = re.compile(
    rf"公司|有限|股份|集团|企业|银行|证券|基金|保险|信托|期货|律师|法院|省|市|州|县|区|镇|乡|村|街|路|巷|弄|小区|社区|大厦|大道"
    rf"|项目|合同|支行|分行|厂|店|中心|学校|大学|医院|号|日|年|月|时|地|些|种|个|项|产品|局|处|段|方|级|团|站|社|组|屯|楼|栋|幢"
    rf"|单元|室|层|座|公馆|酒店|宾馆|花园|苑|基|醇|苯|酸|醛|型|类|[a-zA-Z0-9{_CROSS}某]"
)
_NO_HEAD = frozenset(
    "年月日时分秒号点前后第元万亿千百十一二三四五六七八九零〇个名位次件条款项某甲乙丙丁戊己庚辛壬癸"
)
_LEADS = "与和及对向被将让给跟同、"


def is_masked(name: str, text: str = "") -> bool:
    """Whether a name hides its bearer already.

    A surname and one of the ten stems (周甲, 欧阳乙) does; a given name may end in one (蒋维庚).

    Args:
        name: A name as it stands.
        text: The text that it stands in. Covers are given out in the order of the stems, so where no 甲 and no 乙 covers
            anybody in it, a surname and a later stem (刘丁) is a name and not a cover.
    """
    if _MASKED.match(name):
        return True
    if not re.fullmatch(rf"[{HAN}][{_STEMS}]", name) and (
        name[-1:] not in tuple(_STEMS) or name[:-1] not in lexicon().compound
    ):
        return False
    return name[-1] in _FIRST_STEMS or not text or _covers_begin(text)


@lru_cache(maxsize=8)
def _covers_begin(text: str) -> bool:
    """Whether a surname and 甲 or 乙 stands for anybody in a text."""
    return any(
        text[end - 1] in _FIRST_STEMS and "某" not in text[start:end] for start, end in masked_names(text)
    )


def masked_names(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of masked names: of a clear surname anywhere, of any other character only where a name must stand."""
    for match in _shapes().finditer(text):
        start, end = match.span()
        if match["head"] == "长孙" and re.match(f"[{HAN}]", text[start - 1 : start]):
            start += 1  # 组长孙某甲
        if (
            match["head"] in _NO_HEAD
            or _NO_PERSON.match(text, end)
            or (start and text[start - 1] in _CROSS and match["cross"])
        ):
            continue
        clear = match["head"] in lexicon().single - lexicon().doubtful or len(match["head"]) == 2
        if match["half"] and (not clear or _is_word(match["head"] + match["half"][0])):
            continue
        if match["order"] and (not clear or match[0] in lexicon().not_names):
            continue
        if match["order"] or match["half"] or not clear:
            if not _must_be_a_name(text, start):
                continue
            if match["head"] not in lexicon().single and len(match["head"]) == 1 and not _ends(text, end):
                continue
        yield start, end


def _is_word(pair: str) -> bool:
    return dictionary()(pair) or any(region.name.startswith(pair) for region in courts().regions())


def _must_be_a_name(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not re.match(f"[{HAN}]", before) or before in _LEADS or bool(role_before(text, start))


def _ends(text: str, end: int) -> bool:
    return re.match(r"\Z|[\s，,。；;、：:（(）)]", text[end:]) is not None or bool(
        lexicon().follows.match(text, end)
    )


@cache
def _shapes() -> re.Pattern[str]:
    compound = "|".join(sorted(lexicon().compound))
    head = rf"(?P<head>{compound}|[{HAN}])"
    some = rf"(?P<some>某{{1,4}}{_ORDER}?)"
    clear = "".join(sorted(lexicon().single - lexicon().doubtful))
    half = rf"(?P<half>(?<=[{clear}])[{HAN}][某×＊*](?![{_CROSS}某{_STEMS}]))"
    cross = rf"(?P<cross>\d{{1,2}}某|[Xx]\d{{1,2}}(?![\dA-Za-z])|[{_CROSS}][{_STEMS}]|[{_CROSS}]{{1,2}}(?![{_STEMS}]))"
    order = rf"(?P<order>[{_STEMS}](?![{_STEMS}·]))"
    return re.compile(rf"{head}(?<!某)(?:{some}|{cross}|{order}|{half})")

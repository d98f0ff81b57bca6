"""Sums of money in yuan."""

import re

from corpora.model import Amount
from corpora.text.normalize import fold
from corpora.text.numerals import chinese_to_int

_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万亿": 10**12,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "w": 10**4,
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"万亿|[十百千]?[万亿]|[十百千]"
_CAPITAL = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿萬億貳參陸两一二三四五六七八九十百千"
_YUAN = r"(?:人民币|元人民币|元|圆|块钱|块)"
_PREFIX = r"(?:人民币|rmb|cny|[¥￥])\s*"
_ARABIC = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?<![\d.])(?P<number>{_NUMBER})\s*(?:[余多](?=[十百千]?[万亿]))?(?P<scale>{_SCALE})?\s*(?:余|多)?\s*"
    rf"(?:(?P<range>至|到|-|—|~)\s*(?P<number2>{_NUMBER})\s*(?P<scale2>{_SCALE})?\s*(?:余|多)?\s*)?"
    r"(?P<yuan>元|圆|块钱)?(?P<small>\s*\d角(?:\s*\d分)?)?"
)
_HAN = re.compile(
    rf"(?P<prefix>{_PREFIX})?(?<![{_CAPITAL}])(?P<number>[{_CAPITAL}]{{1,40}})(?:余|多)?(?P<scale>[万亿])?[元圆](?P<jiao>[{_CAPITAL}]角)?零?(?P<fen>[{_CAPITAL}]分)?[整正]?"
)
_MONEY_BEFORE = re.compile(
    r"(?:亏|赔|损失|本金|借款?|投资?|付|还款?|退|收益|金额|欠款?|价款?"
    r"|转账?|充值?|存款?|贷款?|亏损|利息|费用?)了?"
    r"(?:约|大约|共|近|将近|总共|款|至少)?$"
)
_NOT_MONEY_AFTER = re.compile(
    r"\s*(?:/|每股|股|人|份|户|手|张|吨|平方|公里|亩|只|件"
    r"|个|条|名|次|%|‰|倍|美|港|欧|日元|英镑|年|月|日)"
)
_FALSE_HAN = re.compile(r"[化论次区里巷桥素旦宵件]")
_WINDOW = 12


def find_amounts(text: str) -> list[Amount]:
    """All sums of money in order of place, in yuan rounded to 0.01.

    Reads 3,000,000.00元, 120万元, 1.2亿元, 人民币5000元, ￥500, 壹佰万元整, 三万五千元, 5元3角 and, after a
    after a word such as 亏 or 本金, a bare 20万. Percentages, foreign currency and prices per share
    (元/股) are left out.
    """
    folded = fold(text)
    found = [*_arabic(folded), *_chinese(folded)]
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def _arabic(folded: str) -> list[Amount]:
    found: list[Amount] = []
    for match in _ARABIC.finditer(folded):
        scale, after = match["scale"] or "", match.end()
        if match["yuan"]:
            if folded.startswith(("/", "每股"), after):
                continue
        elif match["prefix"]:
            if _NOT_MONEY_AFTER.match(folded, after) and not scale:
                continue
        elif (
            match["range"]
            or not scale.endswith(("万", "亿"))
            or _NOT_MONEY_AFTER.match(folded, after)
            or not _MONEY_BEFORE.search(folded[max(0, match.start() - _WINDOW) : match.start()])
        ):
            continue
        end = match.end()
        if match["number2"] and match["range"]:
            scale2 = match["scale2"] or ""
            found.append(_amount(match["number"], scale or scale2, match.start(), match.end("number")))
            found.append(_amount(match["number2"], scale2, match.start("number2"), end))
            continue
        extra = _small(match["small"]) if match["yuan"] else 0.0
        while folded[end - 1].isspace():
            end -= 1
        found.append(_amount(match["number"], scale, match.start(), end, extra))
    return found


def _amount(number: str, scale: str, start: int, end: int, extra: float = 0.0) -> Amount:
    return Amount(round(float(number.replace(",", "")) * _SCALES[scale] + extra, 2), start, end)


def _small(part: str | None) -> float:
    digits = [int(c) for c in part or "" if c.isdigit()]
    return sum(d * f for d, f in zip(digits, (0.1, 0.01), strict=False))


def _chinese(folded: str) -> list[Amount]:
    found: list[Amount] = []
    for match in _HAN.finditer(folded):
        value = chinese_to_int(match["number"])
        value = value and value * _SCALES[match["scale"] or ""]
        if value is None or (len(match["number"]) == 1 and _FALSE_HAN.match(folded, match.end())):
            continue
        if folded.startswith("/", match.end()):
            continue
        jiao = chinese_to_int((match["jiao"] or "零")[0]) or 0
        fen = chinese_to_int((match["fen"] or "零")[0]) or 0
        found.append(Amount(round(value + jiao / 10 + fen / 100, 2), match.start(), match.end()))
    return found

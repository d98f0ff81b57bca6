"""What a court's short code (法院代字) and a case's type code (类型代字) say."""

import re

from corpora.model import CourtLevel, Procedure

PROVINCES = {
    "京": "北京",
    "津": "天津",
    "冀": "河北",
    "晋": "山西",
    "内": "内蒙古",
    "辽": "辽宁",
    "吉": "吉林",
    "黑": "黑龙江",
    "沪": "上海",
    "苏": "江苏",
    "浙": "浙江",
    "皖": "安徽",
    "闽": "福建",
    "赣": "江西",
    "鲁": "山东",
    "豫": "河南",
    "鄂": "湖北",
    "湘": "湖南",
    "粤": "广东",
    "桂": "广西",
    "琼": "海南",
    "渝": "重庆",
    "川": "四川",
    "黔": "贵州",
    "贵": "贵州",
    "云": "云南",
    "藏": "西藏",
    "陕": "陕西",
    "甘": "甘肃",
    "青": "青海",
    "宁": "宁夏",
    "新": "新疆",
    "兵": "新疆兵团",
}
"""Region by code character; 兵 is the Xinjiang Production and Construction Corps, 内 Inner Mongolia."""
_ALSO = {"蜀": "四川", "滇": "云南", "陇": "甘肃", "秦": "陕西", "蒙": "内蒙古"}
_LETTERS = "".join([*PROVINCES, *_ALSO])
_PRE2016_HIGH = re.compile(rf"^[{_LETTERS}](?:高|法?(?:知)?[民刑行执商赔经立监])|^.{{1,2}}高")
_AMBIGUOUS = re.compile(r"^[宁青](?!高|海|夏)")
"""Before 2016 both 南京 and 宁夏 wrote 宁, both 青岛 and 青海 wrote 青."""
_PRE2016_INTERMEDIATE = re.compile(r"^..{0,2}中|^.[一二三四五]中|^(?:沪|京|渝|津)(?:一|二|三|四|五)中")
_PRE2016_SUPREME = re.compile(
    r"^(?:最高)?法?(?:知)?(?:民|刑|行|执|赔|国|委|商)"
    r"(?:[一二三四五](?!中)|立|提|申|再|监|终|抗|复|他|审|核|赔|监|知|商|执|\()"
)


def region_of(code: str) -> str:
    """Province-level region of a court code, empty when the code does not say."""
    return (PROVINCES.get(code[:1]) or _ALSO.get(code[:1]) or "") if code else ""


def region_of_old(prefix: str) -> str:
    """Region by the letters of a pre-2016 number, empty where the letter had two users."""
    return "" if _AMBIGUOUS.match(prefix) else region_of(prefix)


def level_of(code: str) -> CourtLevel | None:
    """Level of a court by its new-form code: 最高法, 沪, 沪01 or 沪74, 沪0115 or 沪7101."""
    if code.startswith("最高法"):
        return CourtLevel.SUPREME
    digits = code[1:]
    if not digits:
        return CourtLevel.HIGH
    if digits.isdigit():
        if len(digits) == 2:
            return CourtLevel.INTERMEDIATE
        return CourtLevel.BASIC
    return None


def level_of_old(prefix: str) -> CourtLevel | None:
    """Level by the letters of a pre-2016 number.

    民二终 is supreme, 沪高民五(商)终 high, 沪一中民六(商)终 intermediate, 浦民二(商)初 basic.

    A number without court letters is the Supreme Court's by the practice of the time, a province alone
    (豫法民二终, 鄂民一终) its high court; anything else that names neither 高 nor 中 is a basic court.
    """
    if not prefix:
        return None
    if _PRE2016_SUPREME.match(prefix):
        return CourtLevel.SUPREME
    if _PRE2016_INTERMEDIATE.match(prefix):
        return CourtLevel.INTERMEDIATE
    if _AMBIGUOUS.match(prefix):
        return None
    if _PRE2016_HIGH.match(prefix):
        return CourtLevel.HIGH
    return CourtLevel.BASIC


_PROCEDURES: tuple[tuple[str, Procedure], ...] = (
    ("辖", Procedure.JURISDICTION),
    ("诉前调确", Procedure.SPECIAL),
    ("执", Procedure.ENFORCEMENT),
    ("财保", Procedure.OTHER),
    ("赔", Procedure.COMPENSATION),
    ("撤", Procedure.FIRST),
    ("特", Procedure.SPECIAL),
    ("督", Procedure.SPECIAL),
    ("催", Procedure.SPECIAL),
    ("调确", Procedure.SPECIAL),
    ("核", Procedure.DEATH_REVIEW),
    ("申", Procedure.RETRIAL_REVIEW),
    ("监", Procedure.RETRIAL_REVIEW),
    ("再", Procedure.RETRIAL),
    ("提", Procedure.RETRIAL),
    ("抗", Procedure.RETRIAL),
    ("终", Procedure.SECOND),
    ("初", Procedure.FIRST),
)


def procedure_of(type_code: str) -> Procedure:
    """Procedure of a type code such as 民初, 民终, 民申, 民再, 民辖终, 民特, 执恢, 刑核, 委赔."""
    if type_code.endswith("终") and "辖" not in type_code:
        return Procedure.SECOND
    if type_code.endswith("初"):
        return Procedure.FIRST
    for mark, procedure in _PROCEDURES:
        if mark in type_code:
            return procedure
    return Procedure.OTHER

"""What a court's short code (法院代字) and a case's type code (类型代字) say."""

import re

from corpora.model import CourtLevel, Procedure

PROVINCES = dict(zip(
    "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵",
    ["北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "新疆兵团"], strict=True))
"""Region by code character; 兵 is the Xinjiang Production and Construction Corps, 内 Inner Mongolia."""
_ALSO = {"蜀": "四川", "黔": "贵州", "滇": "云南", "陇": "甘肃", "秦": "陕西", "蒙": "内蒙古"}
OTHER_CODES = {"军": "军事法院"}
RAILWAY_BRANCH = "71"
_SPECIAL_INTERMEDIATE = {"72", "73", "74"}
_PRE2016_HIGH = re.compile(rf"^[{''.join(PROVINCES)}{''.join(_ALSO)}]高")
_PRE2016_INTERMEDIATE = re.compile(r"^..{0,2}中|^.[一二三四五]中|^(?:沪|京|渝|津)(?:一|二|三|四|五)中")
_PRE2016_SUPREME = re.compile(r"^(?:最高)?法?(?:知)?(?:民|刑|行|执|赔|国|委|商)(?:[一二三四五](?!中)|立|提|申|再|监|终|抗|复|他|审|核|赔|监|知|商|执|\()")


def region_of(code: str) -> str:
    """Province-level region of a court code, empty when the code does not say."""
    return (PROVINCES.get(code[:1]) or _ALSO.get(code[:1]) or "") if code else ""


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
    """Level by the letters of a pre-2016 number: 民二终 (supreme), 沪高民五(商)终, 沪一中民六(商)终, 浦民二(商)初.

    A number without court letters is the Supreme Court's by the practice of the time; anything else that
    names neither 高 nor 中 is a basic court.
    """
    if not prefix:
        return None
    if _PRE2016_SUPREME.match(prefix):
        return CourtLevel.SUPREME
    if _PRE2016_HIGH.match(prefix) or re.match(r"^.{1,2}高法?", prefix):
        return CourtLevel.HIGH
    if _PRE2016_INTERMEDIATE.match(prefix):
        return CourtLevel.INTERMEDIATE
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

"""Addresses in running text: down to a village, a house number, an estate or a room, without a word that announces them."""

import re
from collections.abc import Iterator
from functools import cache

from corpora.redact.found import Found, Sensitive
from corpora.vocab.courts import courts

_X = "×✕ＸｘXx＊*"
_NOT = "的在被将因是对以其该并从时有未已所称与及或向把让经由为均系等字第"
_NAME = f"(?![{_NOT}])[\u3400-\u9fff{_X}]"
_AREA = rf"(?:{_NAME}){{1,7}}?(?:自治州|自治县|(?<![城上超])市|县|(?<![社小地辖园校库片景战灾工])区|(?<!国)旗|州|地区|(?<!联)盟)"
_TOWN = (
    rf"(?:{_NAME}){{1,8}}?(?:街道办事处|街道办|街道|镇|乡|苏木|办事处|开发区|工业园区?|农场|林场|兵团|师|团)"
)
_UNITS = (
    "村民委员会|村委会|居委会|自然村|新村|(?<!农)村|屯|社区|小区|花园|家园|苑|公寓|大厦|广场|家属院|宿舍|大道|胡同"
    "|[路街巷弄道里组社队连站座层楼室号户垱]|号楼|[栋幢]|单元|房间?|商贸城|市场|酒店|宾馆|旅馆|平房|干休所"
)
_NUMBERED = rf"第?[0-9A-Za-z{_X}一二三四五六七八九十\-－—#]{{1,8}}(?:{_UNITS})"
_NAMED = rf"(?:(?![住本拦抢骗购买]){_NAME}){{1,10}}?[0-9A-Za-z]{{0,4}}(?:{_UNITS})"
_TAIL = rf"(?:{_NUMBERED}|{_NAMED}){{1,8}}[0-9{_X}]{{0,6}}"
_EXACT = re.compile(
    rf"(?<!农)村|屯|社区|居委会|小区|花园|家园|苑|公寓|家属院|宿舍"
    rf"|[0-9{_X}一二三四五六七八九十]+(?:号|栋|幢|单元|室|组|社|队|连|户|层|楼|房)"
)
_ROOM = rf"(?:[0-9]{{3,4}}|[{_X}]{{2,6}})(?:室|单元)"
_PARTS = re.compile(
    rf"(?:[0-9A-Za-z{_X}]{{1,6}}(?:号楼|栋|幢|座|单元|层|楼|室|号|户|区)){{2,}}[0-9{_X}]{{0,6}}|(?<![0-9]){_ROOM}"
)
_STREET = re.compile(
    rf"(?:{_NAME}){{2,6}}(?:大街|大道|[路街巷弄])[0-9{_X}]{{1,5}}(?:[\-－—][0-9]{{1,4}})?号(?:[0-9A-Za-z{_X}]{{1,6}}(?:号楼|[栋幢座层楼室])){{0,3}}"
)
_LEAD = re.compile(
    "前往|来到|到达|去|往|赴|回到|返回|回|位于|途经|途径|居住|租住|户籍|驶往|驶入|进入|潜入|暂住|隶属|[至到住过入处于]|坐落|座落"
    "|骗|带|运|逃|窜|本|原|[员院社司府人]"
)
_NO_NAME = re.compile(
    r"通知|裁定|判决|建议|认定|申请|协议|合同|密谋|组织|发电|承包|雇佣|机构|作出|刑初|民初|中刑|民终|收回|信用|作案"
)
_BODY = re.compile(
    r"(?:人民)?(?:法院|检察院|政府|公安|派出所|支行|分行|营业部|村民委员会|居民委员会|律师|公司|工商|公证|管理局|联社)"
)
_HIDDEN = re.compile(r".*[省市县区旗州]××(?:村|房|楼|室|层|座)", re.S)
"""An address that was taken out down to its district, before the next word (村民, 房屋)."""
_AGAIN = re.compile(rf"(?P<name>(?:{_NAME}){{2,6}}(?:(?<!农)村|小区|花园|社区|公寓))")
_WORDS = frozenset({"本村", "同村", "该村", "邻村", "全村", "城中村", "住宅小区", "居民小区"})


def places(text: str) -> Iterator[Found]:
    """Exact places in running text, parts of buildings, and villages and estates of addresses named again."""
    names: set[str] = set()
    for match in _place().finditer(text):
        begin = _begin(match[0])
        start, found = match.start() + begin, match[0][begin:]
        if (
            _HIDDEN.fullmatch(found)
            or _NO_NAME.search(found)
            or not _EXACT.search(found)
            or _BODY.match(text, match.end())
        ):
            continue
        yield Found(Sensitive.ADDRESS, start, match.end(), "address.place")
        if again := _AGAIN.search(re.split("[省市州县区旗镇乡]", found)[-1]):
            names.add(again["name"])
    for match in _STREET.finditer(text):
        leads = list(_LEAD.finditer(match[0], 0, max(0, len(match[0]) - 4)))
        begin = leads[-1].end() if leads and leads[-1].end() < 6 else 0
        yield Found(Sensitive.ADDRESS, match.start() + begin, match.end(), "address.place")
    for match in _PARTS.finditer(text):
        yield Found(Sensitive.ADDRESS, match.start(), match.end(), "address.building")
    if names := {name for name in names - _WORDS if not re.search(f"[{_X}]", name)}:
        for match in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)), text):
            yield Found(Sensitive.ADDRESS, match.start(), match.end(), "address.again")


def _begin(found: str) -> int:
    """Where the place begins in what was matched: at a known region, or after the last word that leads to a place."""
    if (known := _regions().search(found)) and known.start() <= 10:
        return known.start()
    unit = re.search("[省市县区旗州镇乡]", found[1:])
    leads = list(_LEAD.finditer(found, 0, unit.start() if unit else 0))
    return leads[-1].end() if leads else 0


@cache
def _regions() -> re.Pattern[str]:
    regions = courts().regions()
    known = {r.full for r in regions} | {
        f"{city}市" for r in regions for city in r.cities if city[-1] not in "市区盟"
    }
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))


@cache
def _place() -> re.Pattern[str]:
    first = rf"(?:{_regions().pattern})(?>(?:{_AREA}){{0,3}})(?>(?:{_TOWN}){{0,2}})"
    return re.compile(rf"(?:{first}|(?>(?:{_AREA}){{1,3}})(?>(?:{_TOWN}){{0,2}})|{_TOWN}){_TAIL}")

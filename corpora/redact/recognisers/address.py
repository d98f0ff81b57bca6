"""Addresses after 住, 住所地, 地址 and the like."""

import re
from collections.abc import Iterator

from corpora.redact.found import Found, Sensitive

_LABEL = (
    r"(?:(?:家庭|经常|现|联系|通讯|通信|送达|邮寄|办公|经营|注册|户籍|暂)?"
    r"(?:住所地|住所|住址|居住地址|居住地|地址|户籍所在地|户籍地|所在地)"
    r"|(?:暂住|租住|居住|入住|所住)(?:地|于|在|的)?(?![的房处户])|户籍|(?<![居入停暂记原卡扣租])(?:现|均|同|家)?住(?![院宿房所址持得宅户民在的]))"
)
_BODY = r"(?P<address>[\u4e00-\u9fffA-Za-z0-9（）()/／#＃\-—·、 ×＊*]{3,80})"
_ADDRESS = re.compile(_LABEL + r"[为是在]?\s*[:：]?\s*" + _BODY)
_STOP = re.compile(
    r"[、 ](?=法定代表|委托|电话|联系|系|负责人|邮编|手机)|查获|查扣|缴获|实施|抓获|村民(?!小?组)|将|的"
    r"|(?:公民)?身份(?:证|号)|联系电话|法定代表人"
)
_NO_PLACE = re.compile(r"[处房及均与]|不在|行政区划|人民|为准|社区|小区|该|内(?![蒙黄乡江丘])")
_PLACE = re.compile(r"[省市县区旗州盟国团镇乡村路街巷弄]")


def addresses(text: str) -> Iterator[Found]:
    """Ranges after a label that hold a word of a place within the first 14 characters."""
    for match in _ADDRESS.finditer(text):
        start, address = match.start("address"), match["address"]
        if at := re.match("位于|坐落于?|系", address):
            start, address = start + at.end(), address[at.end() :]
        if stop := _STOP.search(address):
            address = address[: stop.start()]
        address = address.rstrip(" 、（(")
        if len(address) < 3 or _NO_PLACE.match(address) or "法院" in address:
            continue
        foreign = re.search(r"\d", address) is not None and match[0].startswith(("住所地", "注册地", "地址"))
        if _PLACE.search(address[:14]) or (foreign and len(address) > 6):
            yield Found(Sensitive.ADDRESS, start, start + len(address), "address.context")

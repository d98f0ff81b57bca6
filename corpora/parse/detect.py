"""What kind of document a text is, by what its source says and by its own cues."""

import re

from corpora.model import Kind
from corpora.parse.publications import publication_kind
from corpora.parse.statute import article_titled
from corpora.parse.units import units
from corpora.readers.raw import RawDocument
from corpora.vocab import causes

_PENALTY = re.compile(r"行政处罚(?:及市场禁入)?决定书?|市场禁入决定书|行政监管措施决定书|罚决字|证监罚字")
_COURT_FORM = re.compile(
    r"(?:民事|刑事|行政|执行|赔偿|附带民事|指定管辖|再审|复议)\s*(?:判\s*决\s*书|裁\s*定\s*书|调\s*解\s*书|决\s*定\s*书)"
    r"|(?:民\s*事|刑\s*事|行\s*政|执\s*行)[\s附带]*(?:判\s*决|裁\s*定|调\s*解|决\s*定)\s*书"
)
_JUDGMENT = re.compile(r"本院认为|经审理查明|(?:判决|裁定)如下[：:]|案件受理费|上诉于")
_RECORD = re.compile(
    r"(?:^|\n)\s*(?:案件编号|来源渠道|调解员|调解组织|请求金额|协议金额|申请人|被申请人|结案方式|调解方式|调解程序|履行情况)\s*[：:]"
)
_TYPICAL = re.compile(r"典型意义|典型案例|案例启示|【?(?:案例)?启示】?")
_GUIDING = re.compile(r"(?:指导(?:性)?案例|检例)\s*第?\s*[\d一二三四五六七八九十]+\s*号")
_ARTICLE = re.compile(
    r"(?:^|\n)[#*\s\u3000]*第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五])?[\s\u3000*]"
)
_STATUTE_NAME = re.compile(r"(?:法|条例|规定|办法|规则|解释|细则|决定|准则|通则|规程)(?:[（(].{1,20}[）)])?$")
_POLICY = re.compile(r"(?:通知|意见|公告|方案|规划|纪要|函|指引|通报|答复|批复)(?:[（(].{1,20}[）)])?$")
_CAUSE_TITLE = re.compile(r"(?!.*(?:公司|诉(?!讼)))[\u4e00-\u9fa5、]{2,22}纠纷$")
_CASE_TITLE = re.compile(r"(?:诉|与|不服|申请|等).{2,}案$")
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,8}[〔\[（(](?:19|20)\d{2}[〕\]）)]\d{1,4}号")


def detect(raw: RawDocument) -> Kind:
    """The kind: what the user or the layout said, else by cues in the title and the first lines."""
    if raw.layout == "official" and raw.kind in {None, Kind.REFERENCE, Kind.GUIDING}:
        return _official(raw)
    if raw.kind is not None:
        return raw.kind
    if raw.layout in {"crawl", "lecard", "cjrc"}:
        return Kind.JUDGMENT
    if raw.layout == "statute":
        return Kind.STATUTE
    text, title = raw.text, raw.fields.get("title", "")
    if raw.layout == "beir" and (kind := _of_collection(raw, title)):
        return kind
    if raw.layout == "ledger":
        columns = " ".join(raw.fields)
        return Kind.MEDIATION if re.search(r"调解|申请人|纠纷", columns) else Kind.OTHER
    found = units(text[:3000])
    lines = [u.plain for u in found[:12]]
    if published := publication_kind(title, lines):
        return published
    head = f"{title}\n" + "\n".join(lines[:6])[:400]
    if _GUIDING.search(head[:200]) and re.search(r"裁判要点|【要\s*旨】|【基本案情】|基本案情", text):
        return Kind.GUIDING
    if (
        re.search(r"入库编号|20\d\d-\d{2}-\d-\d{3}-\d{3}", text[:400])
        or "【裁判摘要】" in text[:800]
        or "裁判要旨" in text
        and "基本案情" in text
    ):
        return Kind.REFERENCE
    if _PENALTY.search(head):
        return Kind.PENALTY
    if _COURT_FORM.search(head):
        return Kind.JUDGMENT
    records = len(set(_RECORD.findall(text[:1500])))
    if records >= 3:
        return Kind.MEDIATION
    if (
        re.search(r"典型意义|案例启示", text)
        and (re.search(r"案情|调解|处理|裁判|处罚", text))
        or "典型案例" in head
    ):
        return Kind.TYPICAL
    if re.search(r"调解(?:记录|案例|卷宗|笔录|协议书?)", head) or (records >= 2 and "调解" in text):
        return Kind.MEDIATION
    if len(_JUDGMENT.findall(text)) >= 2:
        return Kind.JUDGMENT
    first = lines[0] if lines else ""
    names = [n for n in (title, first, *lines[1:3]) if 2 < len(n) <= 80]
    if len(_ARTICLE.findall(text)) >= 2 and any(_STATUTE_NAME.search(n.strip("《》 *")) for n in names):
        return Kind.STATUTE
    if any(_POLICY.search(n.strip("《》 *")) for n in names) or _DOCUMENT_NUMBER.search("\n".join(lines[:4])):
        return Kind.POLICY
    return Kind.OTHER


def _of_collection(raw: RawDocument, title: str) -> Kind | None:
    """Kind of a record of a collection by its title and source: an article, facts under a cause, a case as a gazette tells it."""
    if article_titled(title):
        return Kind.STATUTE
    if causes().find(title) or _CAUSE_TITLE.match(title):
        return Kind.JUDGMENT
    if _COURT_FORM.search(raw.text[:400]) or _COURT_FORM.search(title) or _GUIDING.search(title):
        return None
    is_gazette = "公报" in raw.fields.get("source", "")
    return Kind.REFERENCE if is_gazette or _CASE_TITLE.search(title) else None


def _official(raw: RawDocument) -> Kind:
    if raw.text.count("](") > 20:
        return Kind.OTHER  # a list of links to cases
    head = raw.fields.get("title", "") + raw.text[:200]
    if _GUIDING.search(head):
        return Kind.GUIDING
    if _TYPICAL.search(head):
        return Kind.TYPICAL
    return raw.kind or Kind.REFERENCE

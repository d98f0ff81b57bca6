"""Mediation records (调解记录, 调解案例): labelled lines, ledger columns and prose.

Fields follow the record of 特邀调解规定 article 24 and the registers of the mediation organisations.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from corpora.model import AccessLevel, Court, Document, Kind, MediationFacts, Party, Section, SectionRole
from corpora.parse.cause import civil_cause
from corpora.parse.complete import complete, stated_date
from corpora.parse.headings import headed_sections, heading_body
from corpora.parse.outcome import tier_of
from corpora.parse.roles import party_of
from corpora.parse.units import Unit, units
from corpora.readers.raw import RawDocument
from corpora.text.dates import find_dates
from corpora.text.money import find_amounts
from corpora.text.numerals import chinese_to_int

_LABELS: dict[str, tuple[str, ...]] = {
    "record_number": ("案件编号", "编号", "登记编号", "调解案号", "记录编号", "案号", "受理编号", "档案编号"),
    "channel": ("来源渠道", "案件来源", "渠道", "来源", "申请方式", "纠纷来源"),
    "procedure": ("调解程序", "程序", "适用程序"),
    "method": ("调解方式", "方式", "调解形式"),
    "claimed": ("请求金额", "标的金额", "争议金额", "诉求金额", "申请金额", "涉案金额", "标的额", "索赔金额"),
    "agreed": ("协议金额", "调解金额", "达成金额", "和解金额", "赔付金额", "调解协议金额"),
    "paid": ("已履行金额", "履行金额", "获赔金额", "实际支付金额", "到账金额", "已支付金额", "实付金额"),
    "accepted_on": ("受理日期", "受理时间", "登记日期", "立案日期", "申请日期", "收案日期"),
    "closed_on": ("结案日期", "结案时间", "办结日期", "完成日期", "终结日期", "签订日期"),
    "days": ("办理天数", "调解天数", "用时", "历时"),
    "undisputed_facts": ("无争议事实", "双方无争议事实", "无争议的事实"),
    "outcome": ("结案方式", "调解结果", "结果", "结案情况", "处理结果", "调解结论"),
    "failure_reason": ("不成原因", "未成原因", "调解不成原因", "未达成原因", "失败原因"),
    "confirmation": ("司法确认", "司法确认情况", "司法确认结果"),
    "satisfaction": ("满意度", "回访满意度", "满意度评分", "满意度回访"),
    "mediators": ("调解员", "主持调解员", "调解人员"),
    "organisation": ("调解组织", "调解机构", "调解中心", "调解委员会", "承办单位"),
    "performed": ("履行情况", "履行", "协议履行情况", "履行结果"),
}
_OF_LABEL = {label: name for name, labels in _LABELS.items() for label in labels}
_LINE = re.compile(r"^(?P<label>[\u4e00-\u9fa5]{2,10})\s*[：:]\s*(?P<value>\S.*)$")
_COLUMNS = re.compile(r"[\s\u3000]{2,}(?=[\u4e00-\u9fa5]{2,10}\s*[：:])")
_SUMS = ("claimed", "agreed", "paid")
_SUCCESS = re.compile(
    r"达成(?:了)?(?:一致|和解|调解)?协议|调解成功|握手言和|签订(?:了)?(?:调解|和解)协议|达成(?:了)?(?:和解|一致)|即时履行"
)
_FAILURE = re.compile(
    r"(?:调解)?(?:未能?|没有|不能|无法)达成|调解不成|期满未成|终止调解|未成|调解失败|拒绝(?:继续)?调解|未达成"
)
_WITHDRAWN = re.compile(r"撤回(?:调解)?申请|和解撤回")
_CONFIRMED = re.compile(r"[^。；\n]{0,40}(?:司法确认|确认裁定|赋强公证)[^。；\n]{0,60}")
_UNDISPUTED = re.compile(
    r"(?:双方)?(?:对|就)?(?:以下|下列)?[^。\n]{0,12}(?:无争议|均无异议|书面确认)[^。\n]{4,200}。?"
)
_FOLLOW = re.compile(
    r"(?:已|均已|当日|如期|按期|全部)[^。；\n]{0,20}(?:履行|到账|支付完毕|划付|付清|兑付)[^。；\n]{0,20}"
)


def parse_mediation(raw: RawDocument) -> Document:
    """A mediation record; restricted unless the source says otherwise."""
    text = raw.text
    found = units(text)
    labels = _labels(found, raw.fields)
    sections = headed_sections(found) or _prose(found)
    facts = _facts(labels, text, sections)
    parties = _parties(found, raw.fields, text)
    title = raw.fields.get("title", "").strip() or _title(found, text)
    organisation = facts.organisation or raw.fields.get("owner", "")
    document = Document(
        id="",
        kind=Kind.MEDIATION,
        title=title,
        text=text,
        sections=sections,
        court=Court(organisation) if organisation else None,
        cause=labels.get("cause", "") or civil_cause(text[:800], title),
        date=facts.closed_on or facts.accepted_on,
        parties=parties,
        outcome=_outcome(facts),
        mediation=facts,
        tier=tier_of(Kind.MEDIATION, None, None, text, ()),
        access=AccessLevel.RESTRICTED,
        owner=organisation,
        keywords=tuple(k for k in re.split(r"[、，,/\s]+", labels.get("keywords", "")) if k),
    )
    return complete(document, raw, found)


def _labels(found: list[Unit], fields: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    extra = {"案由": "cause", "关键词": "keywords"}
    for key, value in fields.items():
        name = _OF_LABEL.get("".join(key.split())) or _bare(key) or extra.get(key.strip())
        if name and value.strip():
            values.setdefault(name, value.strip())
    pieces = (
        piece for unit in found for piece in _COLUMNS.split(unit.plain.replace("*", "").strip("【】- "))
    )
    for piece in pieces:
        match = _LINE.match(piece)
        if match is None:
            continue
        name = _OF_LABEL.get(match["label"]) or extra.get(match["label"])
        if name:
            values.setdefault(name, match["value"].strip())
    return values


def _bare(key: str) -> str | None:
    """The field of a column name with a unit in brackets: 请求金额（元）."""
    return _OF_LABEL.get(re.sub(r"[（(].*?[）)]", "", "".join(key.split())))


def _facts(labels: Mapping[str, str], text: str, sections: tuple[Section, ...]) -> MediationFacts:
    sums = {name: _sum(labels.get(name, "")) for name in _SUMS}
    accepted, closed = (stated_date(labels.get(k, "")) for k in ("accepted_on", "closed_on"))
    headed = {s.heading: heading_body(text, s).strip() for s in sections if s.heading}
    result = "\n".join(heading_body(text, s) for s in sections if s.role is SectionRole.RULING) or text[-500:]
    if "agreed" not in labels and _SUCCESS.search(result):
        success = _SUCCESS.search(result)
        amounts = find_amounts(result[success.start() if success else 0 :]) or find_amounts(result)
        sums["agreed"] = amounts[0].yuan if amounts else None
    if "claimed" not in labels and (
        match := re.search(
            r"(?:要求|请求|主张|索赔)[^。；]{0,40}?(?=[\d.,万一二三四五六七八九十百千]+元)", text
        )
    ):
        amounts = find_amounts(text[match.end() : match.end() + 30])
        sums["claimed"] = amounts[0].yuan if amounts else None
    outcome = labels.get("outcome", "")
    if not outcome:
        outcome = _outcome_in(result) or ("达成协议" if sums["agreed"] else "") or _outcome_in(text)
    undisputed = labels.get("undisputed_facts") or next((v for k, v in headed.items() if "无争议" in k), "")
    if not undisputed and (match := _UNDISPUTED.search(text)):
        undisputed = match[0]
    confirmed = labels.get("confirmation") or (m[0].strip("，, ") if (m := _CONFIRMED.search(result)) else "")
    performed = labels.get("performed") or (m[0] if (m := _FOLLOW.search(result)) else "")
    days = _number(labels.get("days", ""))
    if days is None and accepted and closed and closed >= accepted:
        days = (closed - accepted).days
    return MediationFacts(
        record_number=labels.get("record_number", ""),
        channel=labels.get("channel", ""),
        procedure=labels.get("procedure", ""),
        method=labels.get("method", ""),
        **sums,
        days=days,
        accepted_on=accepted,
        closed_on=closed or _closing_date(labels, result),
        undisputed_facts=undisputed,
        outcome=outcome,
        failure_reason=labels.get("failure_reason")
        or next((v for k, v in headed.items() if "不成" in k), ""),
        confirmation=confirmed,
        satisfaction=_satisfaction(labels.get("satisfaction", "")),
        mediators=_people(labels.get("mediators", "")),
        organisation=labels.get("organisation", ""),
        performed=performed,
    )


def _closing_date(labels: Mapping[str, str], result: str) -> dt.date | None:
    dates = find_dates(result) if "accepted_on" not in labels else []
    return dates[-1].value if dates else None


def _sum(value: str) -> float | None:
    if not value or re.match(r"^(?:无|—|-|/|不涉及|未涉及)", value):
        return None
    amounts = find_amounts(value)
    if amounts:
        return amounts[0].yuan
    match = re.search(r"\d[\d,，]*(?:\.\d+)?", value)
    scale = 1e4 if "万" in value else 1e8 if "亿" in value else 1.0
    return round(float(match[0].replace(",", "").replace("，", "")) * scale, 2) if match else None


def _number(value: str) -> int | None:
    if match := re.search(r"\d+", value):
        return int(match[0])
    match = re.search(r"[一二三四五六七八九十百]+", value)
    return chinese_to_int(match[0]) if match else None


def _satisfaction(value: str) -> int | None:
    for words, score in (
        ("非常满意", 5),
        ("很满意", 5),
        ("不满意", 2),
        ("基本满意", 3),
        ("一般", 3),
        ("较满意", 4),
        ("比较满意", 4),
        ("满意", 4),
    ):
        if words in value:
            return score
    number = _number(value)
    return number if number is not None and 1 <= number <= 5 else None


def _people(value: str) -> tuple[str, ...]:
    names = re.split(r"[、，,；;/\s]+", re.sub(r"[（(][^）)]*[）)]", " ", value))
    return tuple(n for n in names if 1 < len(n) <= 20)


def _outcome_in(text: str) -> str:
    if _FAILURE.search(text):
        return "未达成"
    if _WITHDRAWN.search(text):
        return "和解撤回"
    return "达成协议" if _SUCCESS.search(text) else ""


def _outcome(facts: MediationFacts) -> str:
    """Normalised: 达成协议, 未达成, 和解撤回, else as written."""
    return _outcome_in(facts.outcome) or facts.outcome


def _parties(found: list[Unit], fields: Mapping[str, str], text: str) -> tuple[Party, ...]:
    parties = [
        p for u in found[:60] if "：" in u.text[:12] or ":" in u.text[:12] for p in _split(party_of(u), u)
    ]
    if not parties:
        for role in ("申请人", "被申请人", "投诉人", "被投诉人"):
            if name := fields.get(role, "").strip():
                at = text.find(name)
                parties.append(
                    Party(name, role, at, at + len(name) if at >= 0 else -1, len(name) <= 4 or None)
                )
    return tuple(dict.fromkeys(parties))


def _split(party: Party | None, unit: Unit) -> list[Party]:
    """A line that lists several parties joined by 、 gives one each."""
    if party is None:
        return []
    if "、" not in party.name:
        return [party]
    parts: list[Party] = []
    at = party.start - unit.start
    for name in party.name.split("、"):
        where = unit.text.find(name, max(at, 0))
        start = unit.start + where if where >= 0 else -1
        person = bool(re.fullmatch(r"[\u4e00-\u9fa5]{2,4}", name) and not name.endswith(("司", "行")))
        parts.append(
            replace(
                party, name=name, start=start, end=start + len(name) if where >= 0 else -1, is_person=person
            )
        )
    return parts


def _prose(found: list[Unit]) -> tuple[Section, ...]:
    """A record without headings: labelled lines first, then the account, then the paragraph with the result."""
    if not found:
        return ()
    first = next((i for i, u in enumerate(found) if not _LINE.match(u.plain) and len(u.text) > 15), 0)
    last = next(
        (
            i
            for i in range(len(found) - 1, first - 1, -1)
            if _SUCCESS.search(found[i].text) or _FAILURE.search(found[i].text)
        ),
        None,
    )
    sections = [Section(SectionRole.HEADER, found[0].start, found[first - 1].end)] if first else []
    end = last if last is not None else len(found)
    if end > first:
        sections.append(Section(SectionRole.FACTS, found[first].start, found[end - 1].end))
    if last is not None:
        sections.append(Section(SectionRole.RULING, found[last].start, found[-1].end))
    return tuple(sections)


def _title(found: list[Unit], text: str) -> str:
    for unit in found[:3]:
        if 4 <= len(unit.plain) <= 60 and not _LINE.match(unit.plain):
            return unit.plain.strip("*# ")
    return text.strip()[:30].partition("\n")[0] or "调解记录"

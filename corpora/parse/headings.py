"""Texts under headings (【关键词】, 裁判要点, 一、基本案情): guiding, reference and typical cases, mediation records."""

import re
from dataclasses import dataclass

from corpora.model import Section, SectionRole
from corpora.parse.units import Unit

_R = SectionRole
_ROLES: tuple[tuple[str, SectionRole], ...] = (
    (r"裁判(?:摘要|要点|要旨|规则)|案例要旨|要旨|核心要点|调解要点", _R.ABSTRACT),
    (r"关键词", _R.HEADER),
    (
        r"相关(?:法条|规定|法律规定|法律法规|立法|法律)|关联索引|法律依据|裁判依据|参与单位|来源渠道|案件来源|法条链接|相关条文",
        _R.HEADER,
    ),
    (
        r"基本案情|案情(?:简介|介绍|概要|回顾)?|案件(?:事实|基本情况|概况|简介)|纠纷(?:概况|简介|基本情况)|基本(?:情况|事实)|简要案情|无争议事实|投诉事实|违法事实|查明事实|事实",
        _R.FACTS,
    ),
    (
        r"检察(?:机关)?(?:履职|监督|工作)(?:过程|情况)|诉讼过程(?:和结果|及结果)?|审理(?:过程|经过)|核准追诉案件办理过程|办理过程|诉前程序|检察听证过程|申请执行"
        r"|(?:出庭)?指控(?:与|和)?证明犯罪|出庭指控犯罪|(?:线索发现|线索来源|发现线索|调查核实|受理及审查)(?:[与和及][\u4e00-\u9fa5]{2,8}|情况)?",
        _R.PROCEEDINGS,
    ),
    (
        r"(?:监督|抗诉|审查)意见(?:[和与及]?理由)?|抗诉(?:意见[和与及])?理由|调解(?:过程|经过|情况|思路|方法|方案|难点)|纠纷(?:调处|化解)(?:过程|情况)?|处理过程|争议解决(?:过程)?|化解过程|焦点(?:问题)?分析|调解(?:员)?意见",
        _R.REASONING,
    ),
    (
        r"双方(?:诉求|主张|观点|意见)(?:与主张)?|当事人(?:主张|诉求|陈述申辩|意见)|申请(?:事项|请求)|诉求|请求事项|申辩(?:意见)?|陈述申辩(?:意见)?",
        _R.CLAIMS,
    ),
    (r"争议焦点|争议问题|案件焦点", _R.REASONING),
    (
        r"(?:裁判|不?批准逮捕|不?起诉|追诉|核准|决定)(?:的)?理由|裁判理据|法院认为|裁判观点|案例?分析|评析|法律分析|处罚依据|我(?:局|会)认为|处理意见|复核意见",
        _R.REASONING,
    ),
    (
        r"裁判结果|(?:案件|处理|调解|诉讼|处置|终审|审理|化解|监督)(?:结果|判决)|终审判决|判决结果|处罚决定|处理情况|不成原因|后续(?:情况|履行)|履行情况|调解结果(?:及履行)?",
        _R.RULING,
    ),
    (
        r"(?:典型|指导|案例|示范|借鉴|社会)意义|启示(?:与建议)?|案例(?:启示|评析|点评|指引)|经验(?:做法|启示)|投资者(?:提示|教育)|提示|警示|专家点评|推荐理由|典型性",
        _R.SIGNIFICANCE,
    ),
)
_COMPILED = tuple((re.compile(rf"(?:{pattern})"), role) for pattern, role in _ROLES)
_BRACKETED = re.compile(r"^[【\[〖]\s*(?P<name>[^】\]〗\n]{1,16}?)\s*[】\]〗]\s*[：:]?")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十][）)]|\d{1,2}[.、．])\s*(?P<name>[\u4e00-\u9fa5、]{2,12})\s*[：:]?$"
)
_PLAIN = re.compile(r"^(?P<name>[\u4e00-\u9fa5]{2,10})\s*[：:]?$")
_INLINE = re.compile(
    r"^(?P<name>关键词|裁判要点|相关法条|基本案情|裁判结果|裁判理由|裁判要旨|关联索引|裁判摘要|典型意义|案情简介|调解过程|调解结果|争议焦点)(?![的为是：:]?[，。])\s*[：:]?\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a unit; ``body`` is the offset in the unit at which what it heads begins."""

    name: str
    role: SectionRole
    body: int


def heading_of(unit: Unit, *, inline: bool = False) -> Heading | None:
    """The known heading that a unit is or starts with; ``inline`` also takes 关键词民事/… without a mark."""
    plain = unit.plain
    lead = len(unit.text) - len(plain)
    bare = plain.rstrip("*# 　")
    for pattern in (_BRACKETED, _NUMBERED, _PLAIN, _INLINE):
        if pattern is _INLINE and not inline:
            continue
        match = pattern.match(bare)
        if match is None:
            continue
        name = "".join(match["name"].split()).strip("、")
        for known, role in _COMPILED:
            if known.fullmatch(name):
                return Heading(name, role, lead + match.end())
        if pattern is _BRACKETED and len(name) >= 2:
            return Heading(name, _by_words(name), lead + match.end())
    return None


def _by_words(name: str) -> SectionRole:
    """Role of an unlisted bracketed heading by the words in it; facts when nothing tells."""
    return next((role for known, role in _COMPILED if known.search(name)), _R.FACTS)


def headed_sections(found: list[Unit], *, inline: bool = False) -> tuple[Section, ...]:
    """One section a heading, from its line to the next heading; what stands before the first is the header."""
    starts: list[tuple[int, Heading]] = []
    for index, unit in enumerate(found):
        heading = heading_of(unit, inline=inline)
        if heading is not None:
            starts.append((index, heading))
    if not starts:
        return ()
    sections: list[Section] = []
    if starts[0][0] > 0:
        sections.append(Section(_R.HEADER, found[0].start, found[starts[0][0] - 1].end))
    for number, (index, heading) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(found) - 1
        sections.append(Section(heading.role, found[index].start, found[last].end, heading.name))
    return tuple(sections)


def heading_body(text: str, section: Section) -> str:
    """What a headed section says, its heading cut off."""
    body = text[section.start : section.end]
    at = body.find(section.heading) if section.heading else -1
    return body[at + len(section.heading) :].lstrip("】*：: \n\u3000〗]") if 0 <= at < 12 else body

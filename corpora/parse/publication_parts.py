"""Sections of white papers and of judicial suggestions."""

import re

from corpora.model import Party, Section, SectionRole
from corpora.parse.units import Unit

_R = SectionRole
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章|编)[、：:\s　]*)(?P<name>[^。；]{2,50})$"
)
_NAMED = re.compile(
    r"^(?P<name>前\s*言|引\s*言|导\s*语|序\s*言|摘\s*要|结\s*语|结束语|附\s*[录件一二三四五六：:].{0,40})$"
)
_BRACKETED = re.compile(r"^[【〖\[](?P<name>[^】〗\]\n]{2,30})[】〗\]]$")
_IN_CONTENTS = re.compile(r"(?:[.．…·]{3,}|\t)\s*[-—]?\s*\d{1,3}\s*[-—]?$|^目\s*录$")
"""A line of the table of contents: a heading with its page."""
_ROLES: tuple[tuple[re.Pattern[str], SectionRole], ...] = (
    (re.compile(r"^(?:编号|文号)$"), _R.HEADER),
    (re.compile(r"^(?:被建议单位|主送(?:单位)?)$"), _R.PARTIES),
    (re.compile(r"^(?:落款|尾部)$"), _R.CLOSING),
    (re.compile(r"前言|引言|导语|序言|摘要"), _R.ABSTRACT),
    (re.compile(r"附录|附件|附[：:一二三四五六]|来源"), _R.CLOSING),
    (re.compile(r"建议|对策|展望|提示|改进方向|努力方向|工作打算"), _R.RECOMMENDATION),
    (re.compile(r"特点|问题|原因|成因|风险|难点|趋势|分析|不足|隐患"), _R.REASONING),
    (re.compile(r"典型案例|案例"), _R.SIGNIFICANCE),
    (re.compile(r"结语|结束语"), _R.CLOSING),
)
_SUGGESTS = re.compile(
    r"(?:建议|意见)(?:如下)?[：:]$|(?:特|现|兹)(?:向[^。]{2,30})?(?:提出)?(?:如下|以下)?(?:司法)?建议(?!书)|^建议(?:你|贵)"
)
_LEADING = 40
"""Longer than this, a paragraph that ends with 特建议： tells what was found; only what follows it is suggested."""
_CLOSES = re.compile(
    r"^(?:联系人|联系电话|抄送|附件?[：:]|附[：:]|[（(]院印[）)])|^[〇○零一二三四五六七八九\d\s]{4,9}年[^。]{2,12}日$|^[\u4e00-\u9fa5]{2,24}法院$"
)


def paper_sections(found: list[Unit]) -> tuple[Section, ...]:
    """One section a chapter (一、, 第一部分, 前言, 【…】); the table of contents belongs to what stands before."""
    starts = [(at, name) for at, unit in enumerate(found) if (name := _heading(unit))]
    return _under(found, starts)


def letter_sections(found: list[Unit], addressee: Party | None) -> tuple[Section, ...]:
    """Head, addressee, what was found, what is suggested and until when to answer, closing; by headings where it has them."""
    headed = [(at, name) for at, unit in enumerate(found) if (name := _bracketed(unit))]
    if len(headed) >= 2:
        return _under(found, headed)
    runs: list[tuple[SectionRole, int, int, str]] = []
    role, name = _R.HEADER, ""
    for unit in found:
        plain = unit.plain
        if addressee is not None and unit.start <= addressee.start < unit.end:
            role, name = _R.PARTIES, addressee.role
        elif role is _R.PARTIES or role is _R.HEADER and addressee is None and len(plain) > 60:
            role, name = _R.FACTS, ""
        elif role is not _R.HEADER and _CLOSES.search(plain):
            role, name = _R.CLOSING, ""
        elif role is _R.FACTS:
            heading = _heading(unit)
            if _SUGGESTS.search(plain) or heading and _role(heading) is _R.RECOMMENDATION:
                if not heading and len(plain) > _LEADING:
                    runs = _grown(runs, role, unit, name)
                    role = _R.RECOMMENDATION
                    continue
                role, name = _R.RECOMMENDATION, heading
        runs = _grown(runs, role, unit, name)
    return tuple(Section(role, start, end, heading) for role, start, end, heading in runs)


def _grown(
    runs: list[tuple[SectionRole, int, int, str]], role: SectionRole, unit: Unit, name: str
) -> list[tuple[SectionRole, int, int, str]]:
    if runs and runs[-1][0] is role:
        return [*runs[:-1], (role, runs[-1][1], unit.end, runs[-1][3])]
    return [*runs, (role, unit.start, unit.end, name)]


def _under(found: list[Unit], starts: list[tuple[int, str]]) -> tuple[Section, ...]:
    if not starts:
        return ()
    sections = []
    if starts[0][0] > 0:
        sections.append(Section(_R.HEADER, found[0].start, found[starts[0][0] - 1].end))
    for number, (at, name) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(found) - 1
        sections.append(Section(_role(name), found[at].start, found[last].end, name))
    return tuple(sections)


def _heading(unit: Unit) -> str:
    """The name of the chapter that the line begins; empty for any other line, one of the contents among them."""
    plain = unit.plain.strip("*# ")
    if _IN_CONTENTS.search(plain) or unit.inner:
        return ""
    match = _NUMBERED.match(plain) or _NAMED.match(plain) or _BRACKETED.match(plain)
    return "".join(match["name"].split()) if match else ""


def _bracketed(unit: Unit) -> str:
    match = _BRACKETED.match(unit.plain)
    return match["name"] if match else ""


def _role(name: str) -> SectionRole:
    return next((role for pattern, role in _ROLES if pattern.search(name)), _R.FACTS)

"""A report as a paper: the order of art. 8, results by the tiers of art. 4."""

from collections.abc import Iterator

from search_api.papers import Heading, Paper, Paragraph, Table
from search_api.papers.blocks import Block
from search_api.reports.model import ReportCase, ReportContent

TIERS = {
    "guiding": "最高人民法院发布的指导性案例",
    "supreme": "最高人民法院发布的典型案例及裁判生效的案件",
    "high": "高级人民法院发布的参考性案例及裁判生效的案件",
    "court": "中级、基层人民法院裁判生效的案件",
    "library": "人民法院案例库参考案例",
    "practice": "调解先例（不是裁判依据，仅供调解参考）",
    "none": "其他材料",
}
DECISIONS = {
    "": "（尚未作出）",
    "follow": "参照",
    "refer": "参考",
    "distinguish": "不予参照、参考",
    "none_similar": "未检索到类案",
}
_NUMERALS = "一二三四五六七八九十"
OPEN = "（待填写）"


def paper(content: ReportContent, number: str = "", sha256: str = "", made: str = "") -> Paper:
    """The report for print.

    Args:
        content: What it says.
        number: 编号 of the snapshot; empty for a draft, which is marked 草稿.
        sha256: Hash of the snapshot.
        made: When the snapshot was made, Beijing time.
    """
    state = (("编号", number), ("定稿时间", made)) if number else (("状态", "草稿，尚未定稿编号"),)
    person = content.searcher
    who = "，".join(part for part in (person.name, person.role, person.organisation) if part)
    facts = (
        *state,
        ("检索主体", who or OPEN),
        ("检索时间", f"{content.searched_at}（北京时间）" if content.searched_at else OPEN),
        ("检索平台", content.platform or OPEN),
        *((("检索事由", content.why),) if content.why else ()),
    )
    blocks = [*_scope(content), *_methods(content), *_pending(content), *_results(content)]
    blocks += [*_comparison(content), *_statement(content), *_end(content, number, sha256)]
    return Paper(
        content.title, facts, tuple(blocks), f"{content.title}　{f'编号 {number}' if number else '草稿'}"
    )


def _scope(content: ReportContent) -> Iterator[Block]:
    yield Heading("一、检索范围")
    rows = tuple((c.label, str(c.count), c.newest or "不详") for c in content.collections)
    yield Table("检索的数据范围", ("种类", "件数", "最新日期"), rows, (0.5, 0.2, 0.3))
    if content.law_checked:
        yield Paragraph(f"法律核对至 {content.law_checked}。")


def _methods(content: ReportContent) -> Iterator[Block]:
    yield Heading("二、检索方法")
    if not content.methods:
        yield Paragraph(OPEN)
        return
    rows = tuple(
        (str(n), m.way, m.asked, "；".join(m.filters) or "无", m.order, str(m.total), m.at)
        for n, m in enumerate(content.methods, 1)
    )
    header = ("序号", "方法", "检索内容", "筛选条件", "排序", "结果", "时间")
    yield Table("检索方法与条件", header, rows, (0.07, 0.12, 0.25, 0.18, 0.14, 0.08, 0.16))


def _pending(content: ReportContent) -> Iterator[Block]:
    pending = content.pending
    yield Heading("三、待决案件及争议焦点")
    if pending.title:
        yield Paragraph(pending.title + (f"，{pending.case_number}" if pending.case_number else ""))
    yield Paragraph(f"基本事实：{pending.facts or OPEN}")
    yield Paragraph(f"争议焦点：{pending.focus or OPEN}")
    if pending.law:
        yield Paragraph(f"法律适用：{pending.law}")


def _results(content: ReportContent) -> Iterator[Block]:
    yield Heading("四、检索结果及裁判要点")
    yield Paragraph("按《最高人民法院关于统一法律适用加强类案检索的指导意见（试行）》第四条的层级列出。")
    shown = [tier for tier in TIERS if tier in ("guiding", "supreme", "high", "court") or _of(content, tier)]
    number = 0
    for at, tier in enumerate(shown):
        yield Heading(f"（{_NUMERALS[at]}）{TIERS[tier]}", 2)
        cases = _of(content, tier)
        if not cases:
            yield Paragraph("本次检索未列入该层级案例。")
        for case in cases:
            number += 1
            yield Paragraph(f"{number}．{_name(case)}")
            source = f"（摘自{case.holding_source}）" if case.holding_source else ""
            yield Paragraph(f"裁判要点{source}：{case.holding or OPEN}", "quote")
            if case.note:
                yield Paragraph(f"备注：{case.note}", "note")


def _of(content: ReportContent, tier: str) -> list[ReportCase]:
    return [case for case in content.cases if case.tier == tier]


def _name(case: ReportCase) -> str:
    effective = {True: "已生效", False: "未生效", None: ""}[case.effective]
    parts = (case.title, case.case_number, case.court, case.date, effective)
    marks = ("【示例，虚构】" if case.fictional else "") + ("【不公开，已脱敏】" if case.restricted else "")
    return marks + "，".join(dict.fromkeys(part for part in parts if part))


def _comparison(content: ReportContent) -> Iterator[Block]:
    yield Heading("五、类案比对")
    pending = content.pending
    ordered = [case for tier in TIERS for case in _of(content, tier)]
    if not ordered:
        yield Paragraph("没有列入比对的案例。")
    for number, case in enumerate(ordered, 1):
        verdict = {True: "是类案", False: "不是类案", None: OPEN}[case.similar]
        rows = (
            ("基本事实", pending.facts, case.facts),
            ("争议焦点", pending.focus, case.focus or "文书未单独写明"),
            ("法律适用", pending.law, case.law or "文书未引用法条"),
            ("是否类案", "", verdict),
            ("理由", "", case.reason or OPEN),
        )
        caption = f"与第{number}号案例的比对：{case.title[:40]}"
        yield Table(caption, ("比对项目", "待决案件", "检索案例"), rows, (0.14, 0.43, 0.43))


def _statement(content: ReportContent) -> Iterator[Block]:
    yield Heading("六、是否参照或者参考及结果运用")
    yield Paragraph(f"结论：{DECISIONS[content.statement.decision]}。")
    yield Paragraph(f"理由：{content.statement.text or OPEN}")


def _end(content: ReportContent, number: str, sha256: str) -> Iterator[Block]:
    yield Heading("七、说明")
    if content.limits:
        yield Paragraph(content.limits)
    yield Paragraph("基本事实、争议焦点和裁判要点由程序从文书原文摘录，经检索人核对；是否类案由检索人认定。")
    if number:
        yield Paragraph(f"本报告编号 {number}，内容校验值（SHA-256）：{sha256}", "note")

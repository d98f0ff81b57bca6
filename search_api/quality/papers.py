"""质效分析报告 as a paper."""

import datetime as dt

from experts.quality import LEAST, OrganisationQuality, QualityReport
from search_api.papers import Heading, Paper, Paragraph, Table
from search_api.retrieval.similarity import dispute_label

UNTOLD = "（未载明单位）"


def quality_paper(report: QualityReport, made: dt.date, scope: str) -> Paper:
    """The report as a paper.

    Args:
        report: The figures.
        made: Day of making.
        scope: What it was drawn from, in Chinese.
    """
    total = report.total
    blocks: list[Heading | Paragraph | Table] = [
        Heading("一、总体情况"),
        Paragraph(
            f"本期受理{total.received}件，办结{total.closed}件，其中达成协议{total.agreed}件、和解撤回{total.withdrawn}件。"
            f"成功率：{total.rate_text}。"
            + _mean("平均办理", total.mean_days, "天", total.days_known, "载明天数")
            + _mean("平均满意度", total.satisfaction, "分", total.satisfaction_known, "有评价")
            + (
                f"请求金额合计{total.claimed:,.0f}元，协议金额合计{total.agreed_sum:,.0f}元；"
                if total.claimed
                else ""
            )
            + f"司法确认{total.confirmed}件。"
        ),
        Heading("二、各组织情况"),
    ]
    if report.organisations:
        blocks.append(
            Table(
                "各调解组织质效",
                ("调解组织", "受理", "办结", "达成协议", "成功率", "平均天数", "满意度"),
                tuple(_row(row) for row in (*report.organisations, total)),
                (0.25, 0.08, 0.08, 0.12, 0.19, 0.14, 0.14),
            )
        )
        blocks.append(Heading("三、案件构成"))
        blocks += [
            Paragraph(f"{row.organisation}：{_mix(row)}") for row in report.organisations if row.closed
        ]
    else:
        blocks.append(Paragraph("本期没有调解记录。"))
    blocks.append(Heading("四、疑难问题咨询"))
    if report.consults:
        rows = tuple(
            (c.organisation or UNTOLD, str(c.asked), str(c.answered), str(c.in_time), _number(c.mean_working_days),
             _number(c.rating))
            for c in report.consults
        )  # fmt: skip
        header = ("提问单位", "提问", "答复", "按期答复", "平均工作日", "评分")
        blocks.append(Table("疑难问题咨询", header, rows, (0.40, 0.10, 0.10, 0.14, 0.14, 0.12)))
    else:
        blocks.append(Paragraph("本期没有咨询。"))
    blocks += [
        Heading("五、说明"),
        Paragraph(
            f"成功率为达成协议件数占办结件数的比例，办结不足{LEAST}件的不计算，显示“样本不足”。各组织案件类型构成不同，不宜直接比较，"
            "本报告不作排名。和解撤回单独列示，不计入达成协议。",
            "note",
        ),
        Paragraph(f"数据来源：{scope}。另有{report.undated}件记录未载明受理和结案日期，未计入。", "note"),
    ]
    facts = (("统计期间", f"{report.begin}至{report.end}"), ("生成日期", str(made)))
    return Paper("调解质效分析报告", facts, tuple(blocks), footer="质效分析报告")


def _row(row: OrganisationQuality) -> tuple[str, ...]:
    return (
        row.organisation, str(row.received), str(row.closed), str(row.agreed), row.rate_text,
        _known(row.mean_days, row.days_known), _known(row.satisfaction, row.satisfaction_known),
    )  # fmt: skip


def _mix(row: OrganisationQuality) -> str:
    types = "、".join(f"{dispute_label(code) if code else '未分类'}{count}件" for code, count in row.mix[:8])
    ways = "、".join(f"{name}{count}件" for name, count in row.outcomes)
    return f"{types}。结案方式：{ways}。"


def _known(value: float | None, count: int) -> str:
    return "—" if value is None else f"{value:g}\n（{count}件）"


def _mean(name: str, value: float | None, unit: str, count: int, known: str) -> str:
    return f"没有{known}的案件。" if value is None else f"{name}{value:g}{unit}（{count}件{known}）。"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"

"""Answers to consults and neutral evaluations (中立评估意见书) as papers."""

from corpora.text.numerals import int_to_chinese
from experts.consults.citing import BASIS_STATES
from search_api.consults.views import AnswerView, ConsultView
from search_api.papers import Heading, Paper, Paragraph, Table
from search_api.reports.drafting import beijing

_PARTS = (
    ("facts", "基本事实"),
    ("issues", "争议焦点"),
    ("applicant", "对申请人主张的评析"),
    ("respondent", "对被申请人主张的评析"),
    ("outcome", "可能的处理结果及理由"),
    ("proposal", "和解方案建议"),
    ("reservations", "保留与说明"),
)

EVALUATION_NOTE = "本意见由专家依据提问人提供的、经脱敏的材料作出，供调解参考，不具有约束力，不构成法律意见。"
ANSWER_NOTE = "本答复由专家依据提问人提供的、经脱敏的材料作出，供调解工作参考，不构成法律意见。"


def answer_paper(consult: ConsultView, answer: AnswerView) -> Paper:
    """The answer as a paper; a neutral evaluation in its own form."""
    facts = (
        ("咨询编号", str(consult.id)),
        ("事项", consult.title),
        ("纠纷类型", "、".join(consult.type_labels) or "未确定"),
        ("专家", answer.expert),
        ("日期", beijing(answer.at)[:10]),
    )
    evaluation = answer.evaluation
    if evaluation:
        told = [(heading, text) for name, heading in _PARTS if (text := getattr(evaluation, name).strip())]
        parts = [*told, ("综合意见", answer.text)]
    else:
        parts = [("问题", consult.question), ("答复", answer.text)]
    blocks: list[Heading | Paragraph | Table] = [Paragraph(EVALUATION_NOTE, "note")] if evaluation else []
    for number, (heading, text) in enumerate(parts, 1):
        blocks += [Heading(f"{int_to_chinese(number)}、{heading}"), Paragraph(text)]
    blocks.append(Heading(f"{int_to_chinese(len(parts) + 1)}、依据"))
    if answer.basis:
        rows = tuple(
            (e["law"], e["article"], e["version"] or "—", BASIS_STATES[e["state"]]) for e in answer.basis
        )
        blocks.append(
            Table(
                "引用法条", ("法律、司法解释", "条", "文本日期", "核对情况"), rows, (0.40, 0.16, 0.15, 0.29)
            )
        )
    if answer.cases:
        blocks.append(
            Table(
                "引用案例", ("编号", "标题"), tuple((c["id"], c["title"]) for c in answer.cases), (0.3, 0.7)
            )
        )
    if not answer.basis and not answer.cases:
        blocks.append(Paragraph("未引用法条、案例。"))
    if not evaluation:
        blocks.append(Paragraph(ANSWER_NOTE, "note"))
    else:
        blocks.append(Paragraph(f"评估专家（{answer.expert}）签名：＿＿＿＿＿＿　　＿＿＿年＿＿月＿＿日"))
    title = "中立评估意见书" if evaluation else "疑难问题咨询答复"
    return Paper(title, facts, tuple(blocks), footer=f"{title}（咨询{consult.id}号）")

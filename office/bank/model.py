"""What a standard answer is."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corpora.text.numerals import int_to_chinese
from corpora.vocab import laws

Text = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]
State = Literal["draft", "reviewed", "published", "withdrawn"]
"""草稿, 已审, 已发布, 已撤回; only ``published`` is shown to users."""

STATE_LABELS: dict[State, str] = {
    "draft": "草稿",
    "reviewed": "已审",
    "published": "已发布",
    "withdrawn": "已撤回",
}
FIELD_LABELS = {
    "id": "编号",
    "question": "问题",
    "variants": "其他问法",
    "short_answer": "简短回答",
    "full_answer": "完整回答",
    "steps": "怎么做",
    "evidence": "保留哪些证据",
    "basis": "依据",
    "valid_from": "自何日起适用",
    "valid_to": "适用至何日",
    "dispute_types": "纠纷类型",
    "risk_note": "提示",
    "checked": "对照条文的日期",
}
"""Fields of an entry as people who write it know them."""
PAPERS = {
    "csrc-2024-source-governance-plan.txt": "关于完善证券期货纠纷多元化解机制 深入推进诉源治理的工作方案（中国证监会2024年）",
    "faban-2021-313-zongduizong.txt": "关于建立“总对总”证券期货纠纷在线诉调对接机制的通知（法办〔2021〕313号）",
    "jinfa-2025-14-financial-disputes.txt": "金融纠纷多元化解文件（金发〔2025〕14号）",
    "inner-mongolia-opinion.txt": "关于进一步推进全区金融纠纷多元化解机制建设的实施意见（内蒙古）",
    "zongduizong-news-2021.txt": "证券期货纠纷总对总在线诉调对接情况（2021年）",
}
"""Policy papers (政策文件) that an answer may rest on, by file name, as they are called on screen."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ArticleBasis(_Frozen):
    """An article of a law (法条) that an answer rests on."""

    law: Text
    """Name as the vocabulary of laws knows it."""
    article: int = Field(gt=0)
    """Number of the article."""
    suffix: int = Field(default=0, ge=0)
    """1 for 之一."""
    version: dt.date
    """Date of the version that was read."""
    keywords: tuple[Text, ...] = Field(min_length=1)
    """Words of the cited rule that stand in the article."""

    @property
    def full_law(self) -> str:
        """Full name without 《》 and 中华人民共和国."""
        return laws().resolve(self.law) or self.law

    @property
    def key(self) -> str:
        """As :attr:`corpora.model.Statute.key`."""
        return f"{self.full_law}#{self.article}" + (f"-{self.suffix}" if self.suffix else "")

    @property
    def label(self) -> str:
        """For people: 《证券法》第五十七条."""
        tail = f"之{int_to_chinese(self.suffix)}" if self.suffix else ""
        return f"《{self.full_law}》第{int_to_chinese(self.article)}条{tail}"


class PaperBasis(_Frozen):
    """A section of a policy paper (政策文件) that an answer rests on."""

    policy: Text
    """File name of the paper."""
    section: Text
    """Section of the paper."""
    keywords: tuple[Text, ...] = Field(min_length=1)
    """Words of the cited rule that stand in the section."""

    @property
    def label(self) -> str:
        """For people."""
        return f"{PAPERS.get(self.policy, self.policy)}{self.section}"


Basis = ArticleBasis | PaperBasis


class Entry(_Frozen):
    """A standard answer (标准问答) with its rule, the ways it is asked for, and its state."""

    id: str = Field(pattern=r"^[A-Z]{2}-\d{3,6}$")
    """Id, such as BA-001."""
    question: Text
    """The question."""
    variants: tuple[Text, ...] = Field(min_length=5)
    """Other ways that people ask it, lay words included."""
    short_answer: Text
    """The short answer."""
    full_answer: Text
    """The full answer."""
    steps: tuple[Text, ...] = Field(min_length=1)
    """What to do, in order."""
    evidence: tuple[Text, ...] = Field(min_length=1)
    """What to keep as evidence."""
    basis: tuple[Basis, ...] = Field(min_length=1)
    """Articles and policy papers that it rests on."""
    valid_from: dt.date | None = None
    """Day the rule took effect; ``None`` where it has always been so for living disputes."""
    valid_to: dt.date | None = None
    """Last day of the rule; ``None`` while it is in force."""
    dispute_types: tuple[str, ...] = Field(min_length=1)
    """Codes of 纠纷类型, the most fitting first."""
    risk_note: Text
    """What may be different in a case."""
    state: State
    """State."""
    author: str = Field(min_length=1)
    """Who wrote it."""
    reviewer: str = ""
    """The lawyer who reviewed it; empty until one has."""
    checked: dt.date
    """Day the cited articles were last compared with their texts."""
    doubt: str = ""
    """Why a draft is none of the published ones yet."""

    @property
    def articles(self) -> tuple[ArticleBasis, ...]:
        """The articles among the basis."""
        return tuple(b for b in self.basis if isinstance(b, ArticleBasis))

    @property
    def papers(self) -> tuple[PaperBasis, ...]:
        """The policy papers among the basis."""
        return tuple(b for b in self.basis if isinstance(b, PaperBasis))

    @property
    def review_note(self) -> str:
        """What stands beside every answer about how it was checked."""
        if self.reviewer:
            return f"已对照条文，已由{self.reviewer}复核（{self.checked.isoformat()}）"
        return f"已对照条文，未经律师复核（{self.checked.isoformat()}）"

    def in_force(self, day: dt.date) -> bool:
        """Whether the rule holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

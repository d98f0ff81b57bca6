"""What a similar-case search report says: the fields that 法发〔2020〕24号 art. 8 asks for."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Tier = Literal["guiding", "supreme", "high", "court", "library", "practice", "none"]
Decision = Literal["", "follow", "refer", "distinguish", "none_similar"]

LONG = 20_000


class Part(BaseModel):
    """A part of a report; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Searcher(Part):
    """检索主体."""

    name: str = Field(default="", max_length=200, description="Who searched.")
    role: str = Field(default="", max_length=200, description="In which function, such as 承办人 or 调解员.")
    organisation: str = Field(default="", max_length=200, description="Of which court or organisation.")


class Collection(Part):
    """One of the collections that were searched (检索平台的数据范围)."""

    label: str = Field(max_length=100, description="Kind of document.")
    count: int = Field(ge=0, description="Documents of this kind.")
    newest: str = Field(default="", max_length=10, description="ISO date of the newest; empty when unknown.")


class Method(Part):
    """One search as it was used (检索方法)."""

    way: str = Field(max_length=40, description="关键词检索, 法条关联案件检索 or 案例关联检索 (art. 5).")
    asked: str = Field(max_length=LONG, description="The words, or the beginning of the case text.")
    filters: list[str] = Field(default_factory=list, max_length=50, description="Filters, in words.")
    order: str = Field(default="", max_length=200, description="Order of the results, in words.")
    total: int = Field(default=0, ge=0, description="Matches.")
    at: str = Field(default="", max_length=40, description="When, Beijing time.")


class Pending(Part):
    """待决案件."""

    title: str = Field(default="", max_length=500, description="Parties and cause.")
    case_number: str = Field(default="", max_length=200, description="案号.")
    facts: str = Field(default="", max_length=LONG, description="基本事实, in short.")
    focus: str = Field(default="", max_length=LONG, description="争议焦点.")
    law: str = Field(default="", max_length=LONG, description="法律适用 in question.")


class ReportCase(Part):
    """One case that was found, compared with the pending one."""

    document_id: str = Field(max_length=200, description="Id of the document.")
    title: str = Field(max_length=1000, description="Its title; of a record that is not public, redacted.")
    kind: str = Field(default="", max_length=100, description="Kind of document, in words.")
    case_number: str = Field(default="", max_length=300, description="案号 or other number.")
    court: str = Field(default="", max_length=300, description="Court, organisation or regulator.")
    date: str = Field(default="", max_length=10, description="ISO date of decision or release.")
    tier: Tier = Field(default="none", description="Tier of art. 4; practice for mediation precedents.")
    effective: bool | None = Field(default=None, description="生效; null when unknown.")
    holding: str = Field(default="", max_length=LONG, description="裁判要点, or the core of the reasoning.")
    holding_source: str = Field(
        default="", max_length=100, description="Part of the document it is cut from."
    )
    facts: str = Field(default="", max_length=LONG, description="Its basic facts, in short.")
    focus: str = Field(default="", max_length=LONG, description="Its focus of dispute.")
    law: str = Field(default="", max_length=LONG, description="The articles it applies.")
    similar: bool | None = Field(default=None, description="是/否类案, as a person decided; null: open.")
    reason: str = Field(default="", max_length=LONG, description="Why it is, or is not.")
    note: str = Field(default="", max_length=LONG, description="Note from the folder.")
    restricted: bool = Field(default=False, description="Not public: what stands here is redacted.")
    fictional: bool = Field(default=False, description="Made-up sample material (示例).")


class Statement(Part):
    """是否参照或参考及结果运用."""

    decision: Decision = Field(
        default="", description="follow 参照, refer 参考, distinguish 不予参照, none_similar 未检索到类案."
    )
    text: str = Field(default="", max_length=LONG, description="The reasoned statement.")


class ReportContent(Part):
    """A whole report."""

    title: str = Field(default="类案检索报告", min_length=1, max_length=300, description="Its title.")
    why: str = Field(default="", max_length=1000, description="Why the search was made (art. 2).")
    searcher: Searcher = Field(
        default_factory=Searcher, description="检索主体: name, function and organisation."
    )
    searched_at: str = Field(default="", max_length=40, description="检索时间, Beijing time.")
    platform: str = Field(default="", max_length=500, description="检索平台.")
    collections: list[Collection] = Field(default_factory=list, max_length=30, description="数据范围.")
    law_checked: str = Field(default="", max_length=40, description="Date to which the law was checked.")
    methods: list[Method] = Field(default_factory=list, max_length=100, description="检索方法.")
    pending: Pending = Field(
        default_factory=Pending, description="待决案件: the case that precedents are looked for."
    )
    cases: list[ReportCase] = Field(default_factory=list, max_length=200, description="检索结果.")
    statement: Statement = Field(default_factory=Statement, description="是否参照或参考.")
    limits: str = Field(default="", max_length=LONG, description="What the search could not cover.")


def missing(content: ReportContent) -> list[str]:
    """What art. 8 asks for and the report does not say yet, each as a short Chinese phrase, in the report's order."""
    cases = [case for case in content.cases if case.tier not in ("practice", "none")]
    needed = {
        "检索主体": content.searcher.name,
        "检索时间": content.searched_at,
        "检索平台": content.platform,
        "检索方法": content.methods,
        "待决案件争议焦点": content.pending.focus,
        "检索结果": content.cases or content.statement.decision == "none_similar",
        "类案裁判要点": all(case.holding for case in cases),
        "是否类案的认定": all(case.similar is not None for case in cases),
        "是否参照或参考的结论": content.statement.decision,
        "是否参照或参考的理由": content.statement.text,
    }
    return [name for name, value in needed.items() if not value]

"""The dispute that somebody is looked for."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from corpora.classify.decide import SURE, classify
from experts.roster.fields import FieldCode
from experts.roster.parts import Part
from experts.roster.person import Half

Side = Literal["applicant", "respondent", "third"]
Purpose = Literal["mediate", "advise", "evaluate", "assess"]
SIDES: dict[Side, str] = {"applicant": "申请人", "respondent": "被申请人", "third": "第三人"}
PURPOSES: dict[Purpose, str] = {
    "mediate": "调解", "advise": "专家咨询", "evaluate": "中立评估", "assess": "损失核定",
}  # fmt: skip
Name = Annotated[str, Field(min_length=1, max_length=200)]


class Party(Part):
    """A party (当事人): a person or a firm; ``facts`` tell it apart from others of the name (credit-code tail, seat …)."""

    name: Name
    """Name of the person or full name of the firm."""
    side: Side = "applicant"
    """applicant (申请人), respondent (被申请人) or third (第三人)."""
    facts: dict[str, str] = Field(default_factory=dict)
    """What tells it apart from others of the name, by kind of fact."""


class Agent(Part):
    """A party's agent (代理人) and the firm that the agent works for."""

    name: Name
    """Name of the agent."""
    firm: Annotated[str, Field(max_length=200)] = ""
    """Full name of the firm, such as a law firm; empty when unknown."""
    side: Side = "applicant"
    """The side that the agent acts for."""


class Dispute(Part):
    """What is known of a dispute before somebody is appointed.

    ``types`` are dispute type codes, likeliest first; where none is given they are read from ``text``. ``amount`` is
    yuan. ``court`` is the court that refers the case, where one does. ``online`` says whether the parties accept
    to meet online.
    """

    text: Annotated[str, Field(max_length=200_000)] = ""
    """The case in words; dispute types are read from it where none are given."""
    types: Annotated[tuple[FieldCode, ...], Field(max_length=5)] = ()
    """Dispute type codes (纠纷类型), likeliest first."""
    region: Annotated[str, Field(max_length=40)] = ""
    """Province where the parties want to meet; empty for no limit."""
    city: Annotated[str, Field(max_length=40)] = ""
    """City where they want to meet; empty for no limit."""
    online: bool = True
    """Whether the parties accept to meet online."""
    languages: Annotated[tuple[str, ...], Field(max_length=5)] = ()
    """Languages that whoever serves must speak, by name."""
    procedure: Literal["", "简易", "普通", "小额速调", "疑难复杂", "批量"] = ""
    """Procedure (调解程序) that is meant; empty when not settled."""
    amount: Annotated[float, Field(ge=0, le=1e14)] | None = None
    """Sum in dispute, yuan; null when unknown."""
    parties: Annotated[tuple[Party, ...], Field(max_length=200)] = ()
    """Parties (当事人), for the check for recusal (回避)."""
    agents: Annotated[tuple[Agent, ...], Field(max_length=200)] = ()
    """Agents (代理人) of the parties, for the same check."""
    wished: datetime.date | None = None
    """Day wished for the first meeting; null for any."""
    half: Half | None = None
    """Half of that day, am or pm; null for either."""
    channel: Literal["", "当事人申请", "法院委派", "法院委托", "诉中邀请", "监管转办", "机构约定", "其他"] = (
        ""
    )
    """How the dispute came in; empty when not told."""
    court: Annotated[str, Field(max_length=100)] = ""
    """Name of the court that refers the case; it admits only organisations that court confirmed."""
    case_number: Annotated[str, Field(max_length=100)] = ""
    """Case number (案号) at the court; empty for none."""
    purpose: Purpose = "mediate"
    """What is asked for: mediate (调解), advise (专家咨询), evaluate (中立评估) or assess (损失核定)."""

    def with_types(self) -> "Dispute":
        """The same with types: those given, else those read from the text; none where the text tells too little."""
        if self.types or not self.text.strip():
            return self
        found = classify(self.text)
        if not found.l2:
            return self
        others = [code for code, confidence in found.alternatives if confidence >= SURE / 2]
        types = (found.l2, *others[:2])
        return self.model_copy(update={"types": types})

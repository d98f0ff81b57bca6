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
    side: Side = "applicant"
    facts: dict[str, str] = Field(default_factory=dict)


class Agent(Part):
    """A party's agent (代理人) and the firm that the agent works for."""

    name: Name
    firm: Annotated[str, Field(max_length=200)] = ""
    side: Side = "applicant"


class Dispute(Part):
    """What is known of a dispute before somebody is appointed.

    ``types`` are dispute type codes, likeliest first; where none is given they are read from ``text``. ``amount`` is
    yuan. ``court`` is the court that refers the case, where one does. ``online`` says whether the parties accept
    to meet online.
    """

    text: Annotated[str, Field(max_length=200_000)] = ""
    types: Annotated[tuple[FieldCode, ...], Field(max_length=5)] = ()
    region: Annotated[str, Field(max_length=40)] = ""
    city: Annotated[str, Field(max_length=40)] = ""
    online: bool = True
    languages: Annotated[tuple[str, ...], Field(max_length=5)] = ()
    procedure: Literal["", "简易", "普通", "小额速调", "疑难复杂", "批量"] = ""
    amount: Annotated[float, Field(ge=0, le=1e14)] | None = None
    parties: Annotated[tuple[Party, ...], Field(max_length=200)] = ()
    agents: Annotated[tuple[Agent, ...], Field(max_length=200)] = ()
    wished: datetime.date | None = None
    half: Half | None = None
    channel: Literal["", "当事人申请", "法院委派", "法院委托", "诉中邀请", "监管转办", "机构约定", "其他"] = (
        ""
    )
    court: Annotated[str, Field(max_length=100)] = ""
    case_number: Annotated[str, Field(max_length=100)] = ""
    purpose: Purpose = "mediate"

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

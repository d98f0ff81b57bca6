"""States of a consult and the steps between them."""

from typing import Literal

from experts.consults.errors import OutOfOrder

State = Literal["asked", "taken", "returned", "answered", "rated", "withdrawn"]
STATES: dict[str, str] = {
    "asked": "待受理", "taken": "办理中", "returned": "待补充", "answered": "已答复", "rated": "已评价", "withdrawn": "已撤回",
}  # fmt: skip
STEPS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "ask": ("提出咨询", (), "asked"),
    "take": ("受理", ("asked",), "taken"),
    "pass": ("退回重新分派", ("taken",), "asked"),
    "return": ("请提问人补充", ("taken",), "returned"),
    "add": ("补充情况", ("returned",), "taken"),
    "answer": ("答复", ("taken", "answered"), "answered"),
    "rate": ("评价", ("answered",), "rated"),
    "withdraw": ("撤回", ("asked", "taken", "returned"), "withdrawn"),
    "second": ("另请专家提出意见", ("answered", "rated"), ""),
    "propose": ("推荐入标准问答库", ("answered", "rated"), ""),
    "extend": ("延长答复期限", ("taken", "returned"), ""),
    "remind": ("催办提醒", ("asked", "taken", "returned"), ""),
}
"""Step to its label, the states it may be taken in, and the state after it (empty: no change)."""
OPEN = ("asked", "taken", "returned")


def after(state: str, step: str) -> str:
    """The state after a step.

    Raises:
        OutOfOrder: the step cannot be taken in this state.
    """
    label, wanted, following = STEPS[step]
    if state not in wanted:
        right = "、".join(STATES[name] for name in wanted)
        raise OutOfOrder(f"现在的状态是“{STATES[state]}”，“{label}”要在“{right}”时进行")
    return following or state

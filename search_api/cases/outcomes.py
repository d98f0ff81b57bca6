"""Which way a case went, as far as two cases can be set against each other by it."""

from typing import Literal

Direction = Literal["granted", "refused"]
LABELS: dict[Direction, str] = {"granted": "支持或达成", "refused": "驳回或未成"}
OUTCOMES: dict[Direction, tuple[str, ...]] = {
    "granted": ("支持", "部分支持", "达成协议", "和解撤回"),
    "refused": ("驳回", "驳回起诉", "驳回再审申请", "不予受理", "未达成"),
}
"""Normalised outcomes by direction. 维持 and 改判 say nothing without the judgment below, and are in neither."""


def direction_of(outcome: str) -> Direction | None:
    """Which way an outcome goes; ``None`` for one that says neither."""
    return next((direction for direction, names in OUTCOMES.items() if outcome in names), None)


def opposite(direction: Direction) -> Direction:
    """The other one."""
    return "refused" if direction == "granted" else "granted"

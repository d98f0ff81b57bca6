"""What keeps a report from being numbered."""

from collections.abc import Sequence


class Incomplete(ValueError):
    """The report lacks what art. 8 asks for.

    Attributes:
        missing: What, as short Chinese phrases.
    """

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"报告还缺少：{'、'.join(self.missing)}。请补全，或确认按现状定稿")

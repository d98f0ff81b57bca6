"""What can be wrong with a change of a standard answer."""


class AnswerError(ValueError):
    """A change that cannot be made.

    Attributes:
        code: Stable code of the fault.
        message: One plain English sentence saying what to do.
        told: The same in Chinese, for people who use the service.
    """

    def __init__(self, code: str, message: str, told: str) -> None:
        self.code, self.message, self.told = code, message, told
        super().__init__(message)


def unknown(entry_id: str) -> AnswerError:
    """There is no such entry."""
    return AnswerError(
        "answer_not_found", f"there is no standard answer {entry_id}", f"没有编号为{entry_id}的标准问答"
    )


def same_person(action: str) -> AnswerError:
    """The author may not review or publish."""
    return AnswerError(
        "same_person",
        f"the author cannot {action} their own version: another person has to",
        "作者不能审核或发布自己写的版本，请由另一人操作",
    )


def wrong_state(action: str, state: str, wanted: str) -> AnswerError:
    """The version is not in the state that the action needs."""
    return AnswerError(
        "wrong_state",
        f"cannot {action} a version that is {state}: it has to be {wanted}",
        f"当前状态不能进行该操作（现为{state}，应为{wanted}）",
    )

"""What can be wrong with a change of a standard answer."""

from collections.abc import Sequence

from pydantic import ValidationError

from office.bank.model import FIELD_LABELS

_WHY = {"missing": "没有填写", "string_too_short": "没有填写", "date_from_datetime_parsing": "不是日期"}


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


def not_verified(faults: Sequence[str]) -> AnswerError:
    """An article that the version cites could not be found in the texts at hand, or does not say it."""
    return AnswerError(
        "not_verified",
        f"{len(faults)} of its articles could not be verified in the texts at hand: {'; '.join(faults)}",
        f"依据未能核对，不能发布：{'；'.join(faults)}",
    )


def bad_content(error: ValidationError) -> AnswerError:
    """An entry without the schema; names the field for people."""
    first = error.errors()[0]
    name, *rest = (str(part) for part in first["loc"] if part not in ("ArticleBasis", "PaperBasis"))
    place = "".join([FIELD_LABELS.get(name, name), *(f"第{int(n) + 1}项" for n in rest[:1] if n.isdigit())])
    why = _WHY.get(first["type"], "不合要求")
    if first["type"] == "too_short":
        why = f"至少要{first['ctx']['min_length']}项"
    return AnswerError(
        "bad_answer", f"{'.'.join(map(str, first['loc']))}: {first['msg']}", f"内容不合要求：{place}{why}"
    )

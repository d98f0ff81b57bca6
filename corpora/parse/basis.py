"""The reasoning of papers without 本院认为: the sentence that states what the decision rests on."""

import re

from corpora.model import SectionRole
from corpora.parse.cues import RULING_MARK
from corpora.parse.split import Labelled
from corpora.parse.units import trimmed

_R = SectionRole
_BASIS = re.compile(r"(?:依照|依据|根据|按照)(?:[^。]{0,30}?《|法律|前述|上述|该法)")
_SENTENCE = re.compile(r"(?<=[。；])(?=[^》”])")
_CASE_TOLD = re.compile(r"(?:一案|[\u4e00-\u9fa5]案)(?:[，,]|现)")
"""How a case is named; what follows in the same sentence is the court's."""
_OWN_VIEW = re.compile(
    r"(?:符合|不属于|属于|违反)[^，。；]{2,60}(?:规定|条件|情形|要求|范围)[。；]$|(?:应当?|予以|不予|不应|可予)(?:准许|支持|采纳|受理|中止|终结|驳回|移送|维持|撤销)[^，。；]{0,16}[。；]$"
    r"|(?:并无不当|适用法律正确|不能成立|理由成立)[。；]$|^(?:综上|因此|据此)[，,]"
)
"""A sentence in which the court judges, by its end or its opening."""
_OF_OTHERS = re.compile(
    r"查明|期间[，,]|已(?:经)?(?:作出|裁定|判决)|提出(?:抗诉|申诉|异议)|(?:检察院|人|公司)[^。；]{0,12}(?:认为|请求|要求|称)"
)
_MOST = 3
"""Sentences before the statement of the basis that are looked at."""


def with_basis(labelled: list[Labelled], text: str) -> list[Labelled]:
    """The end of the paragraph before the ruling as reasoning where it states the basis and no other reasoning stands.

    Orders, withdrawals and decisions often give no more than 依照《…》第…条的规定，裁定如下 in the line that tells how
    the case came. Sentences right before it in which the court judges (符合…规定的情形。) belong to it.
    """
    if any(item.role is _R.REASONING and not item.instance for item in labelled):
        return labelled
    at = next((i for i, item in enumerate(labelled) if item.role is _R.RULING and not item.instance), 0) - 1
    if at < 0 or labelled[at].role in {_R.HEADER, _R.PARTIES}:
        return labelled
    unit = labelled[at].unit
    start = _begin(unit.text)
    if start is None:
        return labelled
    before = trimmed(text, unit.start, unit.start + start)
    after = trimmed(text, unit.start + start, unit.end)
    head = [Labelled(before, labelled[at].role, labelled[at].instance)] if before else []
    tail = [Labelled(after, _R.REASONING, 0)] if after else []
    return [*labelled[:at], *head, *tail, *labelled[at + 1 :]]


def _begin(text: str) -> int | None:
    """Where in a paragraph the court's own statement of the basis begins; ``None`` where it has none."""
    if not RULING_MARK.search(text[-30:]):
        return None
    edges = [0, *(match.start() for match in _SENTENCE.finditer(text)), len(text)]
    pieces = list(zip(edges, edges[1:], strict=False))
    start, end = pieces.pop()
    if not _BASIS.search(text[start:end]):
        return None
    told = [m.end() for m in _CASE_TOLD.finditer(text, start, end) if _BASIS.search(text, m.end(), end)]
    if told:
        return told[-1] - (1 if text[told[-1] - 1] == "现" else 0)
    for left, right in reversed(pieces[-_MOST:]):
        sentence = text[left:right]
        is_own = _OWN_VIEW.search(sentence) and not _OF_OTHERS.search(sentence)
        if not is_own and "本院认为" not in sentence:
            break
        start = left
    return start

"""Parties behind 等 in a title (甲诉乙公司等…案): those of the narrative whom the ruling names too."""

import re
from collections.abc import Iterator, Sequence

from corpora.model import Party, Section, SectionRole
from corpora.parse.cause import is_personal

_R = SectionRole
_AND_OTHERS = re.compile(
    r"等(?:[一二三四五六七八九十\d]+(?:名|家|户|个)?(?:人|被告|公司|单位)?|人)?(?=[^级同]).{2,24}(?:纠纷|诉讼|赔偿|争议)"
)
_SHORTENED = re.compile(
    r"(?:^|[，。；、：\s]|被告|原告|第三人|[与和及由向])(?P<full>[\u4e00-\u9fa5][\u4e00-\u9fa5（）()]{3,40}?(?:公司|厂|中心|银行|合作社|医院|局|委员会|政府))"
    r"[（(](?:以下|下称)简?称[“\"]?(?P<short>[^）)”\"，。]{2,12})",
    re.M,
)
_LISTED = re.compile(
    r"(?<=[、，。；：由及和与令])(?P<name>[\u4e00-\u9fa5]{2,4}?)(?=[、及和与]|连带|共同|赔偿|支付|承担|对上述|在.{1,30}范围内|不服|提起|提出)"
)
_LED_BY = re.compile(r"^(?:.*(?:与|及|认为|更名为|原告|被告|第三人|诉)为?|而)")
"""Words of the sentence in front of a name."""
_NO_NAME = re.compile(
    r"判决|被告|原告|上诉|连带|赔偿|公司|法院|责任|费用|共计|其中|损失|利息|修复|上述|本案|一审|二审|^某|协会|销售|许诺|第[一二三四]|元$|诉讼|经济"
)
_TOLD = 3
"""How often a person named by the ruling stands in the text at least."""


def other_parties(
    named: Sequence[Party], title: str, sections: Sequence[Section], text: str
) -> tuple[Party, ...]:
    """Those whom a title with 等 leaves out: bodies with a short name and persons, told of and named in the ruling.

    Args:
        named: Parties of the title.
        title: Title in full.
        sections: Sections of the case.
        text: The whole text.
    """
    if not named or not _AND_OTHERS.search(title):
        return ()
    facts = [text[s.start : s.end] for s in sections if s.role is _R.FACTS]
    ruling = "\n".join(text[s.start : s.end] for s in sections if s.role is _R.RULING)
    known = {party.name for party in named}
    found = dict.fromkeys([*_bodies("\n".join(facts), ruling), *_persons(ruling, text)])
    names = [name for name in found if name not in known]
    return tuple(_placed(name, text) for name in names)


def _bodies(facts: str, ruling: str) -> Iterator[str]:
    for match in _SHORTENED.finditer(facts):
        if match["short"] in ruling:
            yield _LED_BY.sub("", match["full"])


def _persons(ruling: str, text: str) -> Iterator[str]:
    for match in _LISTED.finditer(ruling):
        name = match["name"]
        if is_personal(name) and not _NO_NAME.search(name) and text.count(name) >= _TOLD:
            yield name


def _placed(name: str, text: str) -> Party:
    start = text.find(name)
    return Party(name, "被告", start, start + len(name), True if len(name) <= 4 else None)
